import { describe, expect, it } from 'vitest';
import { captureFolders } from '../../test/doubles/capture-folders.ts';
import { describedCaptures } from '../../test/doubles/described-captures.ts';
import { fakeReach, neverStops } from '../../test/doubles/fake-reach.ts';
import { CaptureManifest, SignalCapture } from '../contract/capture.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import { recordingReach } from '../platform/record/recording-reach.ts';
import { exchangeRedactor, type RedactExchange } from '../platform/record/redact-exchange.ts';
import { probesFor } from './probes-for.ts';

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Descriptions of Macs are whole answers of macOS' tools, with names and secrets in them (invented), so they are redacted as `keyready capture`
 * does: what replays is what a real capture would hold. Nothing personal stands in the others.
 */
function redactorFor(platform: PlatformName): RedactExchange {
  return platform === 'darwin'
    ? exchangeRedactor({ users: ['erin'], hosts: [], homes: [] })
    : (exchange) => exchange;
}

// `npx vitest run src/probes/described-captures.test.ts -u` writes the folders again after a probe changed its questions.
describe.each(describedCaptures)(
  'the folder of $name holds what its description answers',
  async (described) => {
    const { platform } = described.manifest;
    const probes = (await probesFor(platform)).filter(
      ({ signal }) => described.only?.includes(signal) ?? true,
    );
    const folder = `../../test/fixtures/captures/${captureFolders[platform]}/${described.name}`;

    it('capture.json', async () => {
      await expect(asText(CaptureManifest.parse(described.manifest))).toMatchFileSnapshot(
        `${folder}/capture.json`,
      );
    });

    it.each(probes.map((probe) => probe.signal))('%s.json', async (signal) => {
      const probe = probes.find((one) => one.signal === signal);
      const recording = recordingReach(fakeReach(described.machine), redactorFor(platform));
      await probe?.observe(recording.reach, neverStops());
      const capture = SignalCapture.parse({ signal, exchanges: recording.exchanges() });
      await expect(asText(capture)).toMatchFileSnapshot(`${folder}/${signal}.json`);
    });
  },
);
