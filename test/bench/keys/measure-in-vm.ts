import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot } from '../../lab/vm/boot.ts';
import { packInitramfs } from '../../lab/vm/initramfs.ts';
import { ensureKernel } from '../../lab/vm/kernel.ts';
import { type Sample, Samples } from './samples.ts';

const bootTimeLimitMs = 1_200_000;
const guestProgram = 'test/bench/keys/guest/measure.ts';
const guestFiles = [
  guestProgram,
  'test/bench/keys/guest/key-process.ts',
  'test/bench/keys/guest/read-keys.ts',
  'test/bench/keys/packet-delays.ts',
  'test/bench/keys/samples.ts',
  'test/lab/security-keys/get-info-image.ts',
  'test/lab/security-keys/key-model.ts',
  'test/lab/security-keys/models/yubico.ts',
];

export type MeasurePlan = {
  /** `plain` answers fido2-token more questions than Keyready asks it; `bio` has a fingerprint reader and answers both as many. */
  key: 'plain' | 'bio';
  rounds: number;
  /** `keyready` itself is measured in the first of them only: it takes the emulated processor long. */
  keyreadyRounds: number;
  /** How long a packet takes to or from a key; measured at each of these. */
  packetMs: readonly number[];
};

/**
 * Times everything in the lab's virtual machine. Its clock counts instructions and skips idle time, so that a busy host
 * changes little, while a key's own pauses count in full.
 * @throws Error when the machine did not get through, or a program in it failed.
 */
export async function measureInVm(plan: MeasurePlan): Promise<Sample[]> {
  const kernel = await ensureKernel();
  const work = await mkdtemp(join(tmpdir(), 'keyready-bench-'));
  const initramfsPath = join(work, 'initramfs.cpio');
  try {
    await packInitramfs(initramfsPath, kernel, { files: guestFiles, programs: ['/usr/bin/fido2-token'] });
    const [outcome] = await boot({
      ...{ name: 'bench-keys', kernel, initramfsPath, guestProgram, hasTpm: false, skipsIdleTime: true },
      words: [
        `bench.key=${plan.key}`,
        `bench.rounds=${plan.rounds},${plan.keyreadyRounds}`,
        `bench.packet-ms=${plan.packetMs.join(',')}`,
      ],
      timeLimitMs: bootTimeLimitMs,
    });
    return Samples.parse(JSON.parse(outcome?.stdout ?? ''));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
