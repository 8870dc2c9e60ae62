import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { and, cannotTell, not, some, type Truth, truthOf } from '../../truth.ts';
import { isAtLeast } from '../../version-truth.ts';

type Providers = FactsOf<'passkey-providers'>;
type Profiles = Extract<NonNullable<Providers['browserProfiles']>, { kind: 'known' }>['value'][number];
type Policies = Extract<NonNullable<FactsOf<'browsers'>['policies']>, { kind: 'known' }>['value'];

function askProfiles(subject: Subject, family: string, ask: (profiles: Profiles) => Truth): Truth {
  return look(subject, 'passkey-providers', ({ browserProfiles }) =>
    browserProfiles === undefined
      ? cannotTell({ signal: 'passkey-providers', reason: 'not-scanned', detail: 'browser profiles' })
      : read('passkey-providers', 'browser profiles', browserProfiles, (all) =>
          // A browser without profiles was never started by this person, so nobody is signed in.
          some(
            all.filter(({ browser }) => browser === family),
            ask,
          ),
        ),
  );
}

/** Is somebody signed in to one of this person's profiles of the browser? */
export function isSignedIn(subject: Subject, family: string): Truth {
  return askProfiles(subject, family, ({ signedIn }) =>
    read('passkey-providers', `who is signed in to ${family}`, signedIn, (count) => truthOf(count > 0), 'no'),
  );
}

/** Is it a private account in one of them? Told of Edge only. */
export function isPrivatelySignedIn(subject: Subject, family: string): Truth {
  const detail = `kind of account in ${family}`;
  return askProfiles(subject, family, ({ signedIn, privateAccounts }) =>
    and(
      read(
        'passkey-providers',
        `who is signed in to ${family}`,
        signedIn,
        (count) => truthOf(count > 0),
        'no',
      ),
      privateAccounts === undefined
        ? cannotTell({ signal: 'passkey-providers', reason: 'not-scanned', detail })
        : read('passkey-providers', detail, privateAccounts, (count) => truthOf(count > 0)),
    ),
  );
}

/** Evidence: profiles of one browser. */
export function sawProfiles(subject: Subject, family: string): Evidence[] {
  const facts = factsOf(subject, 'passkey-providers')?.browserProfiles;
  if (facts?.kind !== 'known') return [];
  const all = facts.value.filter(({ browser }) => browser === family);
  if (all.length === 0) return [saw(subject, 'passkey-providers', `no profile of ${family}`)];
  return all.slice(0, 3).map(({ inspected, notInspected, signedIn, privateAccounts }) => {
    const who = signedIn.kind === 'known' ? `${signedIn.value} signed in` : 'signed in or not unknown';
    const kinds =
      privateAccounts?.kind === 'known' ? `, ${privateAccounts.value} with a private account` : '';
    return saw(
      subject,
      'passkey-providers',
      `profiles of ${family}: ${inspected + notInspected}, ${who}${kinds}`,
    );
  });
}

/** Is every browser of this family older than the policy's minimum? */
export function isOlder(subject: Subject, family: string, minimum: string | undefined): Truth {
  if (minimum === undefined) return 'no';
  return look(subject, 'browsers', ({ browsers }) => {
    const ours = browsers.filter((browser) => browser.family === family);
    const isRecent = some(ours, ({ version, name }) => {
      const detail = `version of ${name.slice(0, 80)}`;
      return read('browsers', detail, version, (value) => isAtLeast('browsers', value, minimum, detail));
    });
    return ours.length === 0 ? 'no' : not(isRecent);
  });
}

function askPolicies(subject: Subject, ask: (policies: Policies) => Truth): Truth {
  const detail = 'company settings of browsers';
  return look(subject, 'browsers', ({ policies }) =>
    policies === undefined
      ? cannotTell({ signal: 'browsers', reason: 'not-scanned', detail })
      : read('browsers', detail, policies, ask, 'no'),
  );
}

/** Is one of these company settings of the browser set so? Numbers and words (`1`, `true`) are the same. */
export function someSettingIs(
  subject: Subject,
  family: string,
  settings: Readonly<Record<string, 'on' | 'off'>>,
): Truth {
  return askPolicies(subject, (policies) => truthOf(found(policies, family, settings).length > 0));
}

function found(policies: Policies, family: string, settings: Readonly<Record<string, 'on' | 'off'>>) {
  return policies.filter((policy) => {
    const wanted = Object.hasOwn(settings, policy.name) ? settings[policy.name] : undefined;
    const words = wanted === 'on' ? ['1', 'true'] : wanted === 'off' ? ['0', 'false'] : [];
    return policy.family === family && words.includes(String(policy.value).toLowerCase());
  });
}

/** Evidence: those settings that are set so. */
export function sawSettings(
  subject: Subject,
  family: string,
  settings: Readonly<Record<string, 'on' | 'off'>>,
): Evidence[] {
  const policies = factsOf(subject, 'browsers')?.policies;
  if (policies?.kind !== 'known') return [];
  return found(policies.value, family, settings)
    .slice(0, 3)
    .map(({ name, value }) => saw(subject, 'browsers', `${name} of ${family} is ${value}`));
}

const EVERY_EXTENSION = '*';
const shutOut = (id: string) => [`${id}=blocked`, `${id}=removed`];
const letIn = (id: string) => [`${id}=allowed`, `${id}=force_installed`, `${id}=normal_installed`];

/**
 * Does the company keep this provider's extension out of the browser? What `ExtensionSettings` says of the extension itself counts before all
 * else; forced and allowed ones pass a block of everything.
 */
export function isExtensionBlocked(subject: Subject, family: string, provider: string): Truth {
  return askPolicies(subject, (policies) => {
    const says = (name: string, values: readonly string[]) =>
      policies.some(
        (policy) => policy.family === family && policy.name === name && values.includes(String(policy.value)),
      );
    if (says('ExtensionSettings', shutOut(provider))) return 'yes';
    const passes =
      says('ExtensionSettings', letIn(provider)) ||
      says('ExtensionInstallAllowlist', [provider]) ||
      says('ExtensionInstallForcelist', [provider]);
    const blocks =
      says('ExtensionInstallBlocklist', [provider, EVERY_EXTENSION]) ||
      says('ExtensionSettings', shutOut(EVERY_EXTENSION));
    return truthOf(blocks && !passes);
  });
}
