import { describe, expect, it } from 'vitest';
import { fakeReach, neverStops } from '../../test/doubles/fake-reach.ts';
import { describedCaptures } from '../../test/doubles/linux-machines/described-captures.ts';
import { CaptureManifest, SignalCapture } from '../contract/capture.ts';
import { recordingReach } from '../platform/record/recording-reach.ts';
import { linuxProbes } from './for-linux.ts';

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

// `npx vitest run src/probes/described-captures.test.ts -u` writes the folders again after a probe changed its questions.
describe.each(describedCaptures)('the folder of $name holds what its description answers', (described) => {
  const folder = `../../test/fixtures/captures/linux/${described.name}`;

  it('capture.json', async () => {
    await expect(asText(CaptureManifest.parse(described.manifest))).toMatchFileSnapshot(
      `${folder}/capture.json`,
    );
  });

  it.each(linuxProbes.map((probe) => probe.signal))('%s.json', async (signal) => {
    const probe = linuxProbes.find((one) => one.signal === signal);
    // Nothing personal stands in a description, so there is nothing to redact.
    const recording = recordingReach(fakeReach(described.machine), (exchange) => exchange);
    await probe?.observe(recording.reach, neverStops());
    const capture = SignalCapture.parse({ signal, exchanges: recording.exchanges() });
    await expect(asText(capture)).toMatchFileSnapshot(`${folder}/${signal}.json`);
  });
});
