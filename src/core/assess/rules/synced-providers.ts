import type { FactsOf } from '../../../contract/signals.ts';
import type { Evidence } from '../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../read-signal.ts';
import type { Rule, Subject } from '../rule.ts';
import { and, not, some, type Truth, truthOf } from '../truth.ts';
import { pages } from './sources.ts';
import { isSystem } from './system-facts.ts';

type Provider = FactsOf<'passkey-providers'>['providers'][number];
const MAX_NAMED = 5;

/** Asks the programs that Windows lets keep passkeys; other systems have no such list. */
function someProvider(subject: Subject, ask: (provider: Provider) => Truth): Truth {
  return and(
    isSystem(subject, 'win32'),
    look(subject, 'passkey-providers', ({ providers }) => some(providers, ask)),
  );
}
function isOn({ enabled, name }: Provider): Truth {
  return read('passkey-providers', `whether ${name.slice(0, 80)} is switched on`, enabled, truthOf, 'no');
}
function isLocked({ locked, name }: Provider): Truth {
  return read('passkey-providers', `whether ${name.slice(0, 80)} is locked`, locked, truthOf, 'no');
}

function sawProviders(subject: Subject): Evidence[] {
  const providers = factsOf(subject, 'passkey-providers')?.providers ?? [];
  return providers.slice(0, MAX_NAMED).map(({ name, enabled, locked }) => {
    const on =
      enabled.kind === 'known' ? (enabled.value ? 'switched on' : 'switched off') : 'on or off unknown';
    const shut = locked.kind === 'known' && locked.value ? ', locked' : '';
    return saw(subject, 'passkey-providers', `${name.slice(0, 120)}: ${on}${shut}`);
  });
}

/** Password managers that Windows knows as passkey providers: rows 6, 7 and 9. The best of several speaks. */
export const syncedProviderRules: readonly Rule[] = [
  {
    id: 'synced.6',
    kind: 'synced',
    effect: 'ready',
    code: 'PROVIDER_READY',
    needs: ['passkey-providers'],
    condition: 'Windows: a program that may keep passkeys is switched on',
    when: (subject) => someProvider(subject, isOn),
    untold: 'trace',
    evidence: sawProviders,
    suppresses: ['synced.not-inspected'],
    sources: [pages.windowsPlugins, pages.passkeysInWindows],
  },
  {
    id: 'synced.7',
    kind: 'synced',
    effect: 'action',
    code: 'PROVIDER_DISABLED',
    owner: 'person',
    needs: ['passkey-providers'],
    condition: 'Windows: programs that may keep passkeys are there, and every one is switched off',
    when: (subject) =>
      and(
        someProvider(subject, (provider) => not(isOn(provider))),
        not(someProvider(subject, isOn)),
      ),
    untold: 'trace',
    evidence: sawProviders,
    suppresses: ['synced.not-inspected'],
    sources: [pages.windowsPlugins, pages.passkeysInWindows],
  },
  {
    id: 'synced.9',
    kind: 'synced',
    effect: 'info',
    code: 'PROVIDER_LOCKED',
    owner: 'person',
    needs: ['passkey-providers'],
    condition:
      'Windows: a program that is switched on has its vault locked, so that its passkeys do not show',
    when: (subject) => someProvider(subject, (provider) => and(isOn(provider), isLocked(provider))),
    evidence: sawProviders,
    sources: [pages.webauthnHeader],
  },
];
