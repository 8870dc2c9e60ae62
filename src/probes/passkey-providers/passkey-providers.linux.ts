import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import { cancelled, type Found, notApplicable, type Probe, unknown, unknownFrom } from '../probe.ts';
import { knownProviders } from './known-providers.ts';
import { asProgram, lookIntoProfiles, type Provider } from './look-into-profiles.ts';
import { linuxProfilePlaces } from './profile-places.ts';

type PasskeyProvidersFacts = FactsOf<'passkey-providers'>;

const noSystemList = notApplicable('Linux has no list of passkey providers of its own.');

/** Programs of providers, by what their packages put here. One that is not seen is not said to be missing. */
async function findPrograms(reach: ProbeReach, homeDir: string): Promise<Provider[]> {
  const asked = await Promise.all(
    knownProviders.map(async (known) => {
      const { paths, flatpaks, snaps } = known.linux;
      const places = [
        ...paths,
        ...flatpaks.flatMap((id) => [
          `/var/lib/flatpak/app/${id}`,
          `${homeDir}/.local/share/flatpak/app/${id}`,
        ]),
        ...snaps.map((name) => `/snap/${name}/current`),
      ];
      const there = await Promise.all(places.map((path) => reach.files.kind(path)));
      return there.some(({ ok }) => ok) ? [asProgram(known)] : [];
    }),
  );
  return asked.flat();
}

/** Root looks into its own profiles only where nobody else has a home. */
async function othersLiveHere(reach: ProbeReach): Promise<boolean> {
  const homes = await reach.files.list('/home');
  return homes.ok ? homes.value.some((name) => name !== 'lost+found') : homes.problem !== 'not-found';
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<PasskeyProvidersFacts>> {
  const about = await reach.surroundings.about();
  if (stop.aborted) return cancelled();
  if (!about.ok) return unknownFrom(about);
  const { homeDir, uid } = about.value;
  if (await isInFlatpak(reach))
    return unknown('not-supported', "inside a flatpak other programs' files are not shown");
  const home = await reach.files.kind(homeDir);
  if (!home.ok) return unknownFrom(home, 'the home folder');
  const programs = await findPrograms(reach, homeDir);
  if (stop.aborted) return cancelled();
  const isForOthers = uid === 0 && (await othersLiveHere(reach));
  const { providers, browserProfiles } = isForOthers
    ? { providers: [], browserProfiles: unknown('needs-person-session', 'browser profiles are a person’s') }
    : await lookIntoProfiles(reach, linuxProfilePlaces(about.value));
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: { providers: [...providers, ...programs], browserProfiles, systemPlugins: noSystemList },
    source: isForOthers ? 'files of packages' : 'browser profiles, files of packages',
  };
}

/** Extensions of passkey providers in this person's browsers, and providers' programs. */
export const passkeyProvidersLinux: Probe<'passkey-providers'> = { signal: 'passkey-providers', observe };
