import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Probe, unknown, unknownFrom } from '../probe.ts';
import { type FoundBundle, findMacBrowsers } from './find-mac-browsers.ts';
import { readMacDefault } from './read-mac-default.ts';
import { readMacPolicies } from './read-mac-policies.ts';

type BrowsersFacts = FactsOf<'browsers'>;

/** One entry for each browser: a person may have a copy of their own beside everybody's. */
function withoutTwins(bundles: readonly FoundBundle[]): BrowsersFacts['browsers'] {
  const byKind = new Map<string, BrowsersFacts['browsers'][number]>();
  for (const { browser } of bundles) {
    const kind = [browser.family, browser.channel, browser.packaging].join(' ');
    if (!byKind.has(kind)) byKind.set(kind, browser);
  }
  return [...byKind.values()];
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BrowsersFacts>> {
  const about = await reach.surroundings.about();
  if (stop.aborted) return cancelled();
  if (!about.ok) return unknownFrom(about);
  const { homeDir, uid } = about.value;
  const person = uid === 0 ? null : homeDir;
  const { bundles, gaps } = await findMacBrowsers(reach, person);
  if (stop.aborted) return cancelled();
  if (bundles.length === 0) {
    // macOS comes with Safari: where not even that is found, the look itself went wrong.
    const gap = gaps[0];
    return gap === undefined
      ? unknown('unreadable', 'not even Safari was found')
      : unknownFrom(gap, 'applications');
  }
  const browsers = withoutTwins(bundles);
  if (person === null) {
    const nobody = unknown('needs-person-session', 'default browser and settings of a person');
    return {
      kind: 'known',
      facts: { browsers, defaultBrowser: nobody, policies: nobody },
      source: 'bundles',
    };
  }
  const defaultBrowser = await readMacDefault(reach, person);
  if (stop.aborted) return cancelled();
  const policies = await readMacPolicies(reach, person, bundles);
  return {
    kind: 'known',
    facts: { browsers, defaultBrowser, policies },
    source: 'bundles, LaunchServices, managed preferences',
  };
}

/** Browsers by their bundles, with the versions these state, the person's default, and company settings. None is started. */
export const browsersDarwin: Probe<'browsers'> = { signal: 'browsers', observe };
