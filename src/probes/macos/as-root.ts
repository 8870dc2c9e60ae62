import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown } from '../probe.ts';

/**
 * Why nothing can be said of "the person" when root asks; null for an ordinary account. Answers that belong to a session could be had with
 * `launchctl asuser`, which this program leaves alone: the person's own scan tells them.
 */
export async function nobodysSession(reach: ProbeReach): Promise<Unknown | null> {
  const about = await reach.surroundings.about();
  return about.ok && about.value.uid === 0
    ? unknown('needs-person-session', 'this scan runs as root, not in the session of a person')
    : null;
}
