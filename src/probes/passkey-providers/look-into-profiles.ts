import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, notApplicable } from '../probe.ts';
import type { ExtensionState, ProfilesSeen } from './extension-states.ts';
import { knownProviders } from './known-providers.ts';
import type { ProfilePlaces } from './profile-places.ts';
import { readChromiumProfiles } from './read-chromium-profiles.ts';
import { readFirefoxProfiles } from './read-firefox-profiles.ts';

type Facts = FactsOf<'passkey-providers'>;
export type Provider = Facts['providers'][number];

/** No browser tells it, and Windows only of programs on its own list. */
export const lockNotTold = notApplicable('Told only of programs on the own list of Windows.');

/**
 * Known extensions in this person's browser profiles, and how many of the profiles could be looked into. Nothing else of a profile is
 * kept.
 */
export async function lookIntoProfiles(
  reach: ProbeReach,
  { separator, chromium, firefox }: ProfilePlaces,
): Promise<{ providers: Provider[]; browserProfiles: NonNullable<Facts['browserProfiles']> }> {
  const asked = await Promise.all([
    ...chromium.map((place) => readChromiumProfiles(reach, place, separator)),
    ...firefox.map((place) => readFirefoxProfiles(reach, place, separator)),
  ]);
  const seen = asked.filter((one): one is ProfilesSeen => one !== null);
  return {
    providers: asProviders(seen.flatMap(({ extensions }) => extensions)),
    browserProfiles: knownReading(seen.map(({ browser }) => browser)),
  };
}

/** One entry for each provider and browser: on in one profile is on. */
function asProviders(states: readonly ExtensionState[]): Provider[] {
  const byBrowser = Map.groupBy(states, ({ id, browser }) => `${id} ${browser}`);
  return [...byBrowser.values()].flatMap((found) => {
    const known = knownProviders.find(({ id }) => id === found[0]?.id);
    const best =
      found.find(({ enabled }) => enabled.kind === 'known' && enabled.value) ??
      found.find(({ enabled }) => enabled.kind === 'unknown') ??
      found[0];
    if (known === undefined || best === undefined) return [];
    const { id, name, aaguid } = known;
    const { browser, enabled } = best;
    return [{ name, id, aaguid, via: 'extension' as const, browser, enabled, locked: lockNotTold }];
  });
}

/** A program that is there. What it does for browsers is told by its extension or plug-in, not by the program. */
export function asProgram({ id, name, aaguid }: (typeof knownProviders)[number]): Provider {
  const enabled = notApplicable('A program serves browsers by its extension or plug-in.');
  return { name, id, aaguid, via: 'app', enabled, locked: lockNotTold };
}
