import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { MANAGED } from '../macos/read-managed.ts';
import { knownReading, type Unknown } from '../probe.ts';
import { type BrowserPolicies, browserPolicies } from './browser-policies.ts';
import type { FoundBundle } from './find-mac-browsers.ts';
import { type Policy, readSettings, type Settings, toldOf } from './policy-settings.ts';

type Policies = NonNullable<FactsOf<'browsers'>['policies']>;
type Layer = { path: string; scope: Policy['scope'] };

/** Without this switch Firefox passes over all its settings in preferences: https://github.com/mozilla/policy-templates/tree/master/mac */
const FIREFOX_SWITCH = 'EnterprisePoliciesEnabled';

/**
 * Company settings out of profiles, for everybody and for the person. Known only when both could be read: a setting that was not seen is
 * not one that is not set. Chromium obeys what a profile forces and takes other preferences as a recommendation
 * (https://www.chromium.org/administrators/mac-quick-start/); Firefox takes both, and a file in its own bundle.
 */
export async function readMacPolicies(
  reach: ProbeReach,
  homeDir: string,
  bundles: readonly FoundBundle[],
): Promise<Policies> {
  // macOS names a home folder, and this folder, after the account's short name.
  const account = homeDir.slice(homeDir.lastIndexOf('/') + 1);
  const found: Policy[] = [];
  for (const policies of browserPolicies) {
    const file = `${policies.macDomain}.plist`;
    const profiles: Layer[] = [
      { path: `${MANAGED}/${file}`, scope: 'machine' },
      { path: `${MANAGED}/${account}/${file}`, scope: 'person' },
    ];
    const settings =
      policies.family === 'firefox'
        ? await readFirefox(reach, policies, homeDir, profiles, bundles)
        : await readLayers(reach, policies, profiles);
    if ('kind' in settings) return settings;
    found.push(...settings);
  }
  return knownReading([...new Map(found.map((policy) => [JSON.stringify(policy), policy])).values()]);
}

async function readLayers(
  reach: ProbeReach,
  policies: BrowserPolicies,
  layers: readonly Layer[],
): Promise<Policy[] | Unknown> {
  const found: Policy[] = [];
  for (const { path, scope } of layers) {
    const settings = await readSettings(reach, path, 'plist', policies);
    if (settings === null) continue;
    if ('kind' in settings) return settings;
    found.push(...toldOf(settings, policies.family, scope));
  }
  return found;
}

async function readFirefox(
  reach: ProbeReach,
  policies: BrowserPolicies,
  homeDir: string,
  profiles: readonly Layer[],
  bundles: readonly FoundBundle[],
): Promise<Policy[] | Unknown> {
  const file = `Library/Preferences/${policies.macDomain}.plist`;
  const withSwitch = { ...policies, numbers: [...policies.numbers, FIREFOX_SWITCH] };
  const layers = await readLayers(reach, withSwitch, [
    ...profiles,
    { path: `/${file}`, scope: 'machine' },
    { path: `${homeDir}/${file}`, scope: 'person' },
  ]);
  if ('kind' in layers) return layers;
  const isOn = layers.some(({ name, value }) => name === FIREFOX_SWITCH && value === 1);
  const found = isOn ? layers.filter(({ name }) => name !== FIREFOX_SWITCH) : [];
  for (const { path, browser } of bundles) {
    if (browser.family !== policies.family) continue;
    const own = await readOwnFile(reach, policies, path);
    if (own === null) continue;
    if ('kind' in own) return own;
    found.push(...toldOf(own, policies.family, browser.packaging === 'user' ? 'person' : 'machine'));
  }
  return found;
}

/** https://mozilla.github.io/policy-templates/ */
function readOwnFile(
  reach: ProbeReach,
  policies: BrowserPolicies,
  bundle: string,
): Promise<Settings | null | Unknown> {
  return readSettings(reach, `${bundle}/Contents/Resources/distribution/policies.json`, 'json', policies, [
    'policies',
  ]);
}
