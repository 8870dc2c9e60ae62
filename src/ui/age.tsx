import { fullTime, relativeAge } from './relative-age.ts';
import { words } from './words.en.ts';

/** How old something is: `seen 9 days ago`, with the full time on hover and for machines. `bare` leaves out "seen". */
export function Age({ at, now, bare = false }: { at: string; now: Date; bare?: boolean }) {
  const when = new Date(at);
  const age = relativeAge(when, now);
  return (
    <time dateTime={at} title={fullTime(when)}>
      {bare ? age : words.seen(age)}
    </time>
  );
}
