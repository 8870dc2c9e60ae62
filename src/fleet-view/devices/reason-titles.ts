import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFleetApi } from '../api/api-context.ts';
import { summaryQuery } from '../api/fleet-queries.ts';

/** Titles of reason codes, most devices first, as the collector's summary words them. */
export type ReasonTitles = ReadonlyMap<string, string>;

/** The titles known now; empty until the summary is there, and a code without a title is shown as the code. */
export function useReasonTitles(): ReasonTitles {
  const { data } = useQuery(summaryQuery(useFleetApi()));
  return useMemo(() => new Map(data?.blockers.map(({ code, title }) => [code, title])), [data]);
}
