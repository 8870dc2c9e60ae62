import type { FactsOf } from '../../../contract/signals.ts';
import type { Evidence } from '../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../read-signal.ts';
import type { Rule, Subject } from '../rule.ts';
import { and, every, not, or, some, type Truth, truthOf } from '../truth.ts';
import { systemIsOlderThan } from '../version-truth.ts';
import { hasSuitedBrowser, isListed, sawBrowsers } from './browser-facts.ts';
import { pages } from './sources.ts';
import { isSystem, sawSession, sawSystem, sessionIs } from './system-facts.ts';

type Key = FactsOf<'security-key'>['keys'][number];

function isAccessible(key: Key): Truth {
  return read('security-key', `access to ${nameOfKey(key)}`, key.accessible, truthOf);
}
/** At least one key is there and none may be opened. The best key counts, so one accessible key makes it no. */
function allKeysClosed(subject: Subject): Truth {
  return look(subject, 'security-key', ({ keys }) =>
    keys.length === 0 ? 'no' : every(keys, (key) => not(isAccessible(key))),
  );
}
function someKeyOpen(subject: Subject): Truth {
  return look(subject, 'security-key', ({ keys }) => some(keys, isAccessible));
}
/** A key whose access could not even be asked is, for the reader of a verdict, a key that is not readable. */
function noKeyProvenOpen(subject: Subject): Truth {
  return look(subject, 'security-key', ({ keys }) =>
    truthOf(keys.length > 0 && keys.every((key) => isAccessible(key) !== 'yes')),
  );
}

function nameOfKey({ product, manufacturer, id }: Key): string {
  return (product ?? manufacturer ?? id).slice(0, 80);
}
function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
function sawKeys(subject: Subject): Evidence[] {
  const keys = factsOf(subject, 'security-key')?.keys ?? [];
  return keys.slice(0, 5).map((key) => {
    const access =
      key.accessible.kind === 'known'
        ? key.accessible.value
          ? 'may be read'
          : 'may not be opened by this account'
        : key.accessible.kind === 'unknown'
          ? `access could not be told: ${key.accessible.reason}`
          : 'access does not apply';
    const ids = `${hex(key.vendorId)}:${hex(key.productId)}`;
    return saw(subject, 'security-key', `${nameOfKey(key)} (${ids}) is plugged in and ${access}`);
  });
}

/** FIDO2 security keys: the way from browser to key first, then the keys themselves. */
export const seckeyRules: readonly Rule[] = [
  {
    id: 'seckey.1',
    kind: 'seckey',
    effect: 'action',
    code: 'BROWSER_TOO_OLD',
    owner: 'person',
    needs: ['browsers'],
    condition: 'No installed browser is on the policy list for this system at its minimum version',
    when: (subject, policy) => not(hasSuitedBrowser(subject, policy)),
    evidence: sawBrowsers,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'seckey.os',
    kind: 'seckey',
    effect: 'action',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os'],
    condition: 'The system is older than the policy minimum `seckey.os`',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'seckey.os'),
    evidence: sawSystem,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'seckey.2',
    kind: 'seckey',
    effect: 'action',
    code: 'HIDRAW_NO_ACCESS',
    owner: 'it',
    needs: ['security-key', 'os'],
    condition: 'Linux, someone sits at the machine, a key is plugged in and none may be opened',
    when: (subject) => and(isSystem(subject, 'linux'), allKeysClosed(subject), sessionIs(subject, 'local')),
    evidence: (subject) => [...sawKeys(subject), ...sawSession(subject)],
    sources: [pages.udevFidoId, pages.udevUaccess, pages.libfido2Udev],
  },
  {
    id: 'seckey.3',
    kind: 'seckey',
    effect: 'unknown',
    code: 'REMOTE_SESSION',
    needs: ['security-key', 'os'],
    condition: 'Linux, the session is remote, a key is plugged in and none may be opened',
    when: (subject) => and(isSystem(subject, 'linux'), allKeysClosed(subject), sessionIs(subject, 'remote')),
    evidence: (subject) => [...sawKeys(subject), ...sawSession(subject)],
    sources: [pages.udevUaccess],
  },
  {
    id: 'seckey.4',
    kind: 'seckey',
    effect: 'action',
    code: 'NO_KEY_PRESENT',
    owner: 'person',
    needs: ['security-key'],
    condition: 'No FIDO key is plugged in',
    when: (subject) => look(subject, 'security-key', ({ keys }) => truthOf(keys.length === 0)),
    evidence: (subject) => [saw(subject, 'security-key', 'no FIDO key is plugged in')],
    sources: [pages.keyVendors],
  },
  {
    id: 'seckey.5',
    kind: 'seckey',
    effect: 'unknown',
    code: 'KEY_NOT_READABLE',
    needs: ['security-key', 'os'],
    condition:
      'A key is plugged in, none is proven readable, and this is not the Linux case of rows 2 and 3 (Windows keeps keys to administrators)',
    when: (subject) =>
      and(
        noKeyProvenOpen(subject),
        not(
          and(
            isSystem(subject, 'linux'),
            allKeysClosed(subject),
            or(sessionIs(subject, 'local'), sessionIs(subject, 'remote')),
          ),
        ),
      ),
    evidence: sawKeys,
    sources: [pages.hidOnWindows],
  },
  {
    id: 'seckey.not-inspected',
    kind: 'seckey',
    effect: 'unknown',
    code: 'KEY_NOT_INSPECTED',
    needs: ['security-key'],
    condition: 'A key is plugged in and may be read, but what it can do was not looked at',
    when: someKeyOpen,
    evidence: sawKeys,
    sources: [pages.keyVendors],
  },
  {
    id: 'seckey.sandboxed',
    kind: 'seckey',
    effect: 'info',
    code: 'BROWSER_SANDBOXED',
    needs: ['browsers'],
    condition: 'Every listed browser is a flatpak or snap, which may need a permission to reach a key',
    when: (subject, policy) =>
      look(subject, 'browsers', ({ browsers }) => {
        const listed = browsers.filter((browser) => isListed(browser, subject, policy));
        const sandboxed = ({ packaging }: { packaging: string }) =>
          packaging === 'flatpak' || packaging === 'snap';
        return truthOf(listed.length > 0 && listed.every(sandboxed));
      }),
    evidence: sawBrowsers,
    sources: [pages.flatpakKeys],
  },
];
