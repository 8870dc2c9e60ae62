import { describe, expect, it } from 'vitest';
import { captureFolders } from '../../test/doubles/capture-folders.ts';
import { describedCaptures } from '../../test/doubles/described-captures.ts';
import { fakeReach, neverStops } from '../../test/doubles/fake-reach.ts';
import { CaptureManifest, SignalCapture } from '../contract/capture.ts';
import { recordingReach } from '../platform/record/recording-reach.ts';
import { probesFor } from './probes-for.ts';

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
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
      // Nothing personal stands in a description, so there is nothing to redact.
      const recording = recordingReach(fakeReach(described.machine), (exchange) => exchange);
      await probe?.observe(recording.reach, neverStops());
      const capture = SignalCapture.parse({ signal, exchanges: recording.exchanges() });
      await expect(asText(capture)).toMatchFileSnapshot(`${folder}/${signal}.json`);
    });
  },
);
