import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { knownProviders } from './known-providers.ts';
import { asProgram, lookIntoProfiles, type Provider } from './look-into-profiles.ts';
import { macProfilePlaces } from './profile-places.ts';
import { readMacPlugins } from './read-mac-plugins.ts';

type PasskeyProvidersFacts = FactsOf<'passkey-providers'>;

/** Programs of providers in /Applications and the person's own. One that is not seen is not said to be missing. */
async function findPrograms(reach: ProbeReach, homeDir: string): Promise<Provider[]> {
  const asked = await Promise.all(
    knownProviders.map(async (known) => {
      if (known.macApp === null) return [];
      const places = [`/Applications/${known.macApp}`, `${homeDir}/Applications/${known.macApp}`];
      const there = await Promise.all(places.map((path) => reach.files.kind(path)));
      return there.some(({ ok }) => ok) ? [asProgram(known)] : [];
    }),
  );
  return asked.flat();
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<PasskeyProvidersFacts>> {
  const about = await reach.surroundings.about();
  if (stop.aborted) return cancelled();
  if (!about.ok) return unknownFrom(about);
  const { homeDir, uid } = about.value;
  const home = await reach.files.kind(homeDir);
  if (!home.ok) return unknownFrom(home, 'the home folder');
  const programs = await findPrograms(reach, homeDir);
  if (stop.aborted) return cancelled();
  // Root's own plug-ins and profiles are nobody's.
  if (uid === 0) {
    const notTheirs = unknown('needs-person-session');
    return {
      kind: 'known',
      facts: { providers: programs, browserProfiles: notTheirs, systemPlugins: notTheirs },
      source: 'applications',
    };
  }
  const [plugins, profiles] = await Promise.all([
    readMacPlugins(reach),
    lookIntoProfiles(reach, macProfilePlaces(about.value)),
  ]);
  if (stop.aborted) return cancelled();
  const listed = Array.isArray(plugins) ? plugins : [];
  return {
    kind: 'known',
    facts: {
      providers: [...listed, ...profiles.providers, ...programs],
      browserProfiles: profiles.browserProfiles,
      systemPlugins: Array.isArray(plugins) ? knownReading(plugins.length) : plugins,
    },
    source: 'pluginkit, browser profiles, applications',
  };
}

/** Plug-ins of macOS that keep passkeys, extensions of providers in this person's browsers, and providers' programs. */
export const passkeyProvidersDarwin: Probe<'passkey-providers'> = { signal: 'passkey-providers', observe };
