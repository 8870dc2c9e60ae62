import { z } from 'zod';
import { type DevicesQuery, type deviceSortFields, searchedText } from '../../contract/http.ts';
import { ProblemError } from '../../contract/problem.ts';

const id = searchedText(600);
const maxSmallint = 32_767;

/** Where a page ended: the sort value and id of its last device. */
const Cursor = z.discriminatedUnion('sort', [
  z.strictObject({
    sort: z.enum(['name', 'platform']),
    order: z.enum(['asc', 'desc']),
    value: searchedText(4000),
    id,
  }),
  z.strictObject({
    sort: z.literal('state'),
    order: z.enum(['asc', 'desc']),
    value: z.number().int().min(0).max(maxSmallint),
    id,
  }),
  z.strictObject({
    sort: z.literal('lastSeen'),
    order: z.enum(['asc', 'desc']),
    // PostgreSQL's calendar has no year 0.
    value: z.iso.datetime().refine((text) => text >= '0001'),
    id,
  }),
]);
export type Cursor = z.infer<typeof Cursor>;
export type SortField = (typeof deviceSortFields)[number];

/** A cursor as an opaque word for a URL. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor that belongs to this very sorting. Throws `fleet.bad-query`. */
export function readCursor(query: DevicesQuery): Cursor | undefined {
  if (query.after === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(query.after, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new ProblemError('fleet.bad-query', 'this is not a page cursor', { where: 'after', cause });
  }
  const cursor = Cursor.safeParse(parsed);
  if (!cursor.success)
    throw new ProblemError('fleet.bad-query', 'this is not a page cursor', { where: 'after' });
  if (cursor.data.sort !== query.sort || cursor.data.order !== query.order)
    throw new ProblemError(
      'fleet.bad-query',
      'the cursor belongs to another sorting; start at the first page',
      {
        where: 'after',
      },
    );
  return cursor.data;
}
