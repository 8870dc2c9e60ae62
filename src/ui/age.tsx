import type { ScanContext } from '../contract/observation.ts';
import { fullTime, relativeAge } from './relative-age.ts';
import { words } from './words.en.ts';

/**
 * How old something is: `seen 9 days ago`, with the full time on hover and for machines. `bare` leaves out "seen"; `by` adds who
 * looked: `seen 3 hours ago by the device scan`.
 */
export function Age({
  at,
  now,
  bare = false,
  by,
}: {
  at: string;
  now: Date;
  bare?: boolean;
  by?: ScanContext | undefined;
}) {
  const when = new Date(at);
  const age = relativeAge(when, now);
  const seen = by === undefined ? words.seen : words.seenBy[by];
  return (
    <time dateTime={at} title={fullTime(when)}>
      {bare ? age : seen(age)}
    </time>
  );
}
