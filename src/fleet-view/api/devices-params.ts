import type { z } from 'zod';
import type { DevicesQuery } from '../../contract/http.ts';

/** Filter and sort of a devices question; paging is the API's business. */
export type DevicesFilter = Omit<z.input<typeof DevicesQuery>, 'limit' | 'after'>;

export const filterFields = [
  'state',
  'platform',
  'kind',
  'kindState',
  'reason',
  'severity',
  'search',
  'sort',
  'order',
] as const satisfies readonly (keyof DevicesFilter)[];
export type FilterField = (typeof filterFields)[number];

/** A filter as query parameters, the same in the page's address and in the question to the collector. */
export function devicesParams(filter: DevicesFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const field of filterFields) {
    const value = filter[field];
    if (value !== undefined && value !== '') params.set(field, value);
  }
  return params;
}
