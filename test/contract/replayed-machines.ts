import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../src/contract/observation.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import { factsBySignal, type Signals } from '../../src/contract/signals.ts';
import type { PasskeyKind, VerdictState } from '../../src/contract/verdict.ts';
import { assess } from '../../src/core/assess/assess.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { readCapture } from '../../src/platform/replay/read-capture.ts';
import { replayReach } from '../../src/platform/replay/replay-reach.ts';
import { probesFor } from '../../src/probes/probes-for.ts';
import type { DescribedCapture } from '../doubles/described-capture.ts';
import { neverStops } from '../doubles/fake-reach.ts';

/** Verdict of each kind, with reasons it must give; written by hand from the truth table. */
export type ExpectedKinds = Record<PasskeyKind, { state: VerdictState; codes: readonly string[] }>;
export const says = (state: VerdictState, ...codes: string[]) => ({ state, codes });

const judgedAt = new Date('2026-11-27T12:00:00Z');
const { policy } = judgingFiles(await readPolicyFiles());

/** Whole machines of one system, replayed from the folders that were written of their descriptions. */
export function replayedMachines(
  platform: PlatformName,
  folderName: string,
  captures: readonly DescribedCapture[],
) {
  const folder = new URL(`../fixtures/captures/${folderName}/`, import.meta.url).pathname;

  async function observeAll(name: string): Promise<Signals> {
    const { manifest, exchanges } = await readCapture(`${folder}${name}`);
    const context = manifest.context ?? 'user';
    const stamp = { at: judgedAt.toISOString(), tookMs: 1, context };
    const seen: Record<string, unknown> = {};
    for (const probe of await probesFor(platform)) {
      if (!signalCatalogue[probe.signal].contexts.includes(context)) continue;
      // The catalogue's questions change with the catalogue, and no passkey kind asks for their answers.
      if (probe.signal === 'app-settings' || probe.signal === 'personal-app-settings') continue;
      const found = await probe.observe(replayReach(exchanges.get(probe.signal) ?? []), neverStops());
      seen[probe.signal] = observationOf(factsBySignal[probe.signal]).parse({ ...found, ...stamp });
    }
    return seen as Signals;
  }

  /** Holds every machine to its verdict of all six kinds. */
  function holdToVerdicts(expected: Readonly<Record<string, ExpectedKinds>>): void {
    it('are described, recorded and expected, every one', async () => {
      const names = captures.map(({ name }) => name).sort();
      expect(Object.keys(expected).sort()).toEqual(names);
      const onDisk = await readdir(folder);
      expect(names.filter((name) => !onDisk.includes(name))).toEqual([]);
      expect(names.length).toBeGreaterThanOrEqual(10);
    });

    describe.each(Object.entries(expected))('%s', async (name, kinds) => {
      const signals = await observeAll(name);

      it('answers from the recording alone', () => {
        expect(JSON.stringify(signals)).not.toContain('not-captured');
      });

      it.each(Object.entries(kinds))('%s', (kind, { state, codes }) => {
        const verdict = assess({ platform, signals }, policy, judgedAt);
        const judged = verdict.kinds.find((one) => one.kind === kind);
        const reasons = judged?.findings.map(({ code }) => code);
        expect(judged?.state, JSON.stringify(judged?.findings)).toBe(state);
        expect(reasons).toEqual(expect.arrayContaining([...codes]));
      });
    });
  }

  return { folder, observeAll, holdToVerdicts };
}
