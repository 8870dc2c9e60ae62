import type { UdevMark, UdevRules } from '../../../../contract/facts/security-key.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { usbIds } from '../../../keys/key-name.ts';
import { factsOf, read } from '../../read-signal.ts';
import type { KeyInSight, KeyRule } from '../../rule.ts';
import { and, not, type Truth, truthOf } from '../../truth.ts';
import { sawKey } from '../facts/key-facts.ts';
import { isSystem, sawSession, sessionIs } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

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

/** A key on Linux that is closed to the person who sits at the machine: what rows 2 have in common. */
function isClosedAtTheSeat(seen: KeyInSight): Truth {
  return and(isSystem(seen.subject, 'linux'), isClosed(seen), sessionIs(seen.subject, 'local'));
}

/**
 * Do udev's note on the key and its rule files say so? Where they were not read the answer is no: row 2 speaks then, and knows
 * no more than that the key is closed.
 */
function udevSays(seen: KeyInSight, ask: (mark: UdevMark, rules: UdevRules) => boolean): Truth {
  const mark = seen.key.udevMark;
  const rules = factsOf(seen.subject, 'security-key')?.udevRules;
  return truthOf(mark?.kind === 'known' && rules?.kind === 'known' && ask(mark.value, rules.value));
}
const hasBothRules = ({ fidoId, uaccess }: UdevRules) => fidoId && uaccess;

const marks: Readonly<Record<UdevMark, string>> = {
  tagged: 'udev gives it to whoever sits at the machine',
  token: 'udev knows it as a security key and gives it to nobody',
  untagged: 'udev does not know it as a security key',
  'no-record': 'udev has no record of it',
};
function sawUdev(seen: KeyInSight): Evidence[] {
  const mark = seen.key.udevMark;
  const rules = factsOf(seen.subject, 'security-key')?.udevRules;
  if (mark?.kind !== 'known' || rules?.kind !== 'known') return [];
  const there = [
    ...(rules.value.fidoId ? ['60-fido-id.rules'] : []),
    ...(rules.value.uaccess ? ['70-uaccess.rules'] : []),
    ...rules.value.byModel,
  ];
  const files = there.length === 0 ? 'no rule file for security keys' : `rule files: ${there.join(', ')}`;
  return sawKey(seen, `${marks[mark.value]}; ${files}`);
}
const sawClosedAndUdev = (seen: KeyInSight) => [...sawClosed(seen), ...sawUdev(seen)];

/**
 * Linux gives a key to whoever sits at the machine: rows 2 and 3 of the truth table. They say more than row 5 and silence it; where
 * udev tells why the key is closed, that row silences row 2.
 */
export const seckeyAccessRules: readonly KeyRule[] = [
  {
    id: 'seckey.2-rules',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_RULES_MISSING',
    owner: 'it',
    needs: ['security-key', 'os'],
    condition:
      'As row 2, udev does not give the key to whoever sits at the machine, and 60-fido-id.rules or 70-uaccess.rules is missing or switched off',
    when: (seen) =>
      and(
        isClosedAtTheSeat(seen),
        udevSays(seen, (mark, rules) => mark !== 'tagged' && !hasBothRules(rules)),
      ),
    evidence: sawClosedAndUdev,
    suppresses: ['seckey.2', 'seckey.5'],
    sources: [pages.udevFidoId, pages.udevUaccess, pages.libfido2Udev],
  },
  {
    id: 'seckey.2-replug',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_REPLUG',
    owner: 'person',
    needs: ['security-key', 'os'],
    condition:
      'As row 2, both rule files are there, and udev did not apply them to this key (plugged in before them, or udev does not run)',
    when: (seen) =>
      and(
        isClosedAtTheSeat(seen),
        udevSays(seen, (mark, rules) => mark !== 'tagged' && hasBothRules(rules)),
      ),
    evidence: sawClosedAndUdev,
    suppresses: ['seckey.2', 'seckey.5'],
    sources: [pages.udevFidoId, pages.udevUaccess, pages.udevManual],
  },
  {
    id: 'seckey.2-seat',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_SEAT_INACTIVE',
    owner: 'person',
    needs: ['security-key', 'os'],
    condition:
      'As row 2, udev gives the key to whoever sits at the machine, and this session was not given it',
    when: (seen) =>
      and(
        isClosedAtTheSeat(seen),
        udevSays(seen, (mark) => mark === 'tagged'),
      ),
    evidence: sawClosedAndUdev,
    suppresses: ['seckey.2', 'seckey.5'],
    sources: [pages.udevUaccess, pages.udevSeatLate],
  },
  {
    id: 'seckey.2',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_NO_ACCESS',
    owner: 'it',
    needs: ['security-key', 'os'],
    condition: 'Linux, someone sits at the machine, and the key may not be opened',
    when: isClosedAtTheSeat,
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
