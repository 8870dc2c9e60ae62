import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { DevicesFilter } from './devices-params.ts';
import type { FleetApi } from './fleet-api.ts';
import { needsSignIn } from './fleet-problem.ts';

export const sessionKey = ['session'] as const;
const FRESH_FOR_MS = 15_000;
const REFETCH_EVERY_MS = 60_000;

/**
 * The cache of everything asked. `networkMode: always`, because the collector may be this very machine, which needs no
 * network. A question that is answered "sign in first" asks the session again, which brings up the sign-in page.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (needsSignIn(error) && query.queryKey[0] !== sessionKey[0]) {
          void client.resetQueries({ queryKey: sessionKey });
        }
      },
    }),
    defaultOptions: { queries: { networkMode: 'always', retry: false, staleTime: FRESH_FOR_MS } },
  });
  return client;
}

export function sessionQuery(api: FleetApi) {
  return queryOptions({
    queryKey: sessionKey,
    queryFn: ({ signal }) => api.readSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function summaryQuery(api: FleetApi) {
  return queryOptions({
    queryKey: ['summary'],
    queryFn: ({ signal }) => api.readSummary(signal),
    refetchInterval: REFETCH_EVERY_MS,
  });
}

export function devicesQuery(api: FleetApi, filter: DevicesFilter) {
  return infiniteQueryOptions({
    queryKey: ['devices', filter],
    queryFn: ({ pageParam, signal }) => api.readDevices(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function deviceQuery(api: FleetApi, id: string) {
  return queryOptions({ queryKey: ['device', id], queryFn: ({ signal }) => api.readDevice(id, signal) });
}
