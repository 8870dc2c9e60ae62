import { usbIds } from '../../keys/key-name.ts';
import { read } from '../read-signal.ts';
import type { KeyInSight, KeyRule } from '../rule.ts';
import { and, not, type Truth, truthOf } from '../truth.ts';
import { sawKey } from './key-facts.ts';
import { pages } from './sources.ts';
import { isSystem, sawSession, sessionIs } from './system-facts.ts';

/** Was the key kept from this account? Where it was asked its answer decides; else the system's own word on access. */
function isClosed({ key, name }: KeyInSight): Truth {
  if (key.depth !== undefined) {
    return truthOf(key.depth.kind === 'unknown' && key.depth.reason === 'no-device-access');
  }
  return not(read('security-key', `access to ${name.slice(0, 80)}`, key.accessible, truthOf));
}
function sawClosed(seen: KeyInSight) {
  const closed = sawKey(seen, `plugged in (USB ${usbIds(seen.key)}), and this account may not open it`);
  return [...closed, ...sawSession(seen.subject)];
}

/** Linux gives a key to whoever sits at the machine: rows 2 and 3 of the truth table. They say more than row 5 and silence it. */
export const seckeyAccessRules: readonly KeyRule[] = [
  {
    id: 'seckey.2',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_NO_ACCESS',
    owner: 'it',
    needs: ['security-key', 'os'],
    condition: 'Linux, someone sits at the machine, and the key may not be opened',
    when: (seen) => and(isSystem(seen.subject, 'linux'), isClosed(seen), sessionIs(seen.subject, 'local')),
    evidence: sawClosed,
    suppresses: ['seckey.5'],
    sources: [pages.udevFidoId, pages.udevUaccess, pages.libfido2Udev],
  },
  {
    id: 'seckey.3',
    kind: 'seckey',
    effect: 'unknown',
    code: 'REMOTE_SESSION',
    needs: ['security-key', 'os'],
    condition: 'Linux, the session is remote, and the key may not be opened',
    when: (seen) => and(isSystem(seen.subject, 'linux'), isClosed(seen), sessionIs(seen.subject, 'remote')),
    evidence: sawClosed,
    suppresses: ['seckey.5'],
    sources: [pages.udevUaccess],
  },
];
