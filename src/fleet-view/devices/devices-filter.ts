import { DevicesQuery } from '../../contract/http.ts';
import { type DevicesFilter, devicesParams, type FilterField, filterFields } from '../api/devices-params.ts';

/** What an address asks for: the filter, and the parts this version does not understand, so that the page can say so. */
export type AskedFilter = { filter: DevicesFilter; ignored: string[] };

/**
 * Reads the filter from an address. Every field is checked alone, so that one unknown word does not lose the others;
 * Some mean nothing alone: `kindState` goes with `kind`, `kind` with its state or a reason, `severity` with a reason.
 */
export function readDevicesFilter(params: URLSearchParams): AskedFilter {
  const filter: Partial<Record<FilterField, string>> = {};
  const ignored: string[] = [];
  for (const [name, value] of params) {
    const field = filterFields.find((candidate) => candidate === name);
    if (field !== undefined && value === '') continue;
    if (field !== undefined && DevicesQuery.shape[field].safeParse(value).success) filter[field] = value;
    else ignored.push(`${name}=${value}`);
  }
  if (filter.kindState !== undefined && filter.kind === undefined) {
    ignored.push(`kindState=${filter.kindState}`);
    delete filter.kindState;
  }
  if (filter.kind !== undefined && filter.kindState === undefined && filter.reason === undefined) {
    ignored.push(`kind=${filter.kind}`);
    delete filter.kind;
  }
  if (filter.severity !== undefined && filter.reason === undefined) {
    ignored.push(`severity=${filter.severity}`);
    delete filter.severity;
  }
  return { filter: filter as DevicesFilter, ignored };
}

/** The address of the devices that match a filter: the way every number links to its devices. */
export function devicesPath(filter: DevicesFilter): string {
  const query = devicesParams(filter).toString();
  return query === '' ? '/devices' : `/devices?${query}`;
}

/** The filter without the given fields. */
export function withoutFields(filter: DevicesFilter, gone: readonly FilterField[]): DevicesFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([name]) => !gone.some((field) => field === name)),
  ) as DevicesFilter;
}
