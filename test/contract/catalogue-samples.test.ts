import { describe, expect, it } from 'vitest';
import { AppSettingsFacts } from '../../src/contract/facts/app-settings.ts';
import { observationOf } from '../../src/contract/observation.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { Signals } from '../../src/contract/signals.ts';
import { judgeDependencies } from '../../src/core/assess/dependencies/judge-dependencies.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { askSettings } from '../../src/probes/app-settings/ask-settings.ts';
import { neverStops } from '../doubles/fake-reach.ts';
import { catalogue, type MachineParts, machineOf, readSamples } from './catalogue-samples.ts';

const samples = await readSamples();
const { policy } = judgingFiles(await readPolicyFiles());
const stamp = { at: '2026-11-27T12:00:00.000Z', tookMs: 1, context: 'user' as const };

/** What both scopes' probes tell of the made machine. */
async function observe(
  platform: PlatformName,
  parts: Parameters<typeof machineOf>[1],
): Promise<AppSettingsFacts[]> {
  const reach = machineOf(platform, parts);
  const both = await Promise.all(
    (['machine', 'person'] as const).map((scope) => askSettings(reach, platform, scope, neverStops())),
  );
  return both.map((found) => {
    const checked = observationOf(AppSettingsFacts).parse({ ...found, ...stamp });
    expect(checked, 'damage of one file costs that file, not the scan').toMatchObject({ kind: 'known' });
    return checked.kind === 'known' ? checked.facts : ({} as never);
  });
}

/** Files and keys that are read; what is only there, or only has a version, is away when it is not there. */
function placesOf({ files = {}, hex = {}, registry = {} }: MachineParts): string[] {
  return [...Object.keys(files), ...Object.keys(hex), ...Object.keys(registry)].sort();
}

const ofTests = samples.filter(({ test }) => test !== 'versions');

describe.each(ofTests)(
  '$kind/$entry $test/$case on $platform',
  ({ entry, test, case: of, platform, ...sample }) => {
    const found = (facts: AppSettingsFacts[]) =>
      facts.flatMap((one) => one.found).filter((one) => one.entry === entry && one.test === test);

    it('is proved by its sample', async () => {
      expect(found(await observe(platform, sample.proves)).map((one) => one.case)).toContain(of);
    });

    it('is not found where a setting says otherwise', async () => {
      const told = found(await observe(platform, sample.disproves));
      expect(told.map((one) => one.case)).not.toContain(of);
      // Where nothing at all is found, it is for what stands at the same place, not for a place that nobody looks at.
      if (told.length === 0) expect(placesOf(sample.disproves)).toEqual(placesOf(sample.proves));
    });

    it('is not found in a damaged file, and the rest is still seen', async () => {
      expect(found(await observe(platform, sample.damaged)).map((one) => one.case)).not.toContain(of);
    });
  },
);

/** What the judge makes of these versions in the inventory. */
function judgeVersions(entry: string, platform: PlatformName, { installed = [] }: MachineParts): string[] {
  const apps = {
    sources: [],
    named: [],
    catalogue: catalogue.version,
    catalogued: installed.map((version) => ({
      entry,
      source: 'uninstall-keys',
      version,
      by: 'name-and-publisher' as const,
    })),
  };
  const observation = { kind: 'known' as const, facts: apps, source: 'sample', ...stamp };
  const signals = { apps: observation } as Signals;
  const judged = judgeDependencies({ platform, signals }, policy);
  const ours = judged.items.filter((item) => item.entry === entry);
  return ours.flatMap(({ evidence }) => evidence.map(({ id }) => id));
}

const ofVersions = samples.filter(({ test }) => test === 'versions');

describe.each(ofVersions)(
  '$kind/$entry version/$case on $platform',
  ({ entry, case: of, platform, ...sample }) => {
    it.each([
      ['is proved by its sample', sample.proves, true],
      ['is not found where the version says otherwise', sample.disproves, false],
      ['is not found where the version is damaged', sample.damaged, false],
    ] as const)('%s', (_name, parts, isFound) => {
      expect(judgeVersions(entry, platform, parts).includes(`version/${of}`)).toBe(isFound);
    });
  },
);

describe('samples', () => {
  it('are of entries, tests and cases of the catalogue, on a system that the test has places for', () => {
    const known = new Map(catalogue.entries.map((entry) => [entry.id, entry]));
    const strange = samples.filter(({ entry, test, case: of, platform, kind }) => {
      const home = known.get(entry);
      if (home === undefined || home.kind !== kind) return true;
      if (test === 'versions') return !(home.versions ?? []).some(({ id }) => id === of);
      const asked = (home.tests ?? []).find(({ id }) => id === test);
      return asked?.places[platform] === undefined || !asked.cases.some(({ id }) => id === of);
    });
    expect(
      strange.map(({ entry, test, case: of, platform }) => `${entry} ${test}/${of} ${platform}`),
    ).toEqual([]);
  });

  it('are there for every proof and every strong sign on Windows and macOS', () => {
    const have = new Set(
      samples.map(({ entry, test, case: of, platform }) => `${entry} ${test}/${of} ${platform}`),
    );
    const firm = ['proof', 'strong'];
    const wanted = catalogue.entries.flatMap(({ id, tests = [], versions = [], detect = {} }) =>
      (['win32', 'darwin'] as const).flatMap((platform) => [
        ...tests
          .filter(({ places }) => places[platform] !== undefined)
          .flatMap((test) =>
            test.cases
              .filter(({ strength }) => firm.includes(strength))
              .map((one) => `${id} ${test.id}/${one.id} ${platform}`),
          ),
        ...versions
          .filter(({ strength }) => firm.includes(strength))
          .filter(({ platforms }) => platforms?.includes(platform) ?? detect[platform] !== undefined)
          .map((one) => `${id} versions/${one.id} ${platform}`),
      ]),
    );
    expect(wanted.filter((one) => !have.has(one))).toEqual([]);
  });
});
