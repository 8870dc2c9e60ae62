import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackgroundProgram } from '../processes/background-program.ts';
import type { Kernel } from './kernel.ts';
import { decodeBoot, type SituationOutcome } from './lab-message.ts';
import { projectRoot } from './product-files.ts';

export type BootPlan = {
  /** Told to the guest as `lab.boot`; also names the kept console of a failed boot. */
  name: string;
  kernel: Kernel;
  initramfsPath: string;
  timeLimitMs: number;
  /** What the guest runs, a program of the initramfs relative to the project. */
  guestProgram: string;
  hasTpm: boolean;
  /** Image of an ext4 file system, /dev/vda in the guest. What the guest writes to it is thrown away. */
  diskPath?: string;
  /** Above 1536 for a guest that needs it. */
  memoryMb?: number;
  /** Where nobody has anything to do the guest's clock goes straight to the next timer, and waiting takes no time of the host. */
  skipsIdleTime?: boolean;
  /** More words for the guest's /proc/cmdline. */
  words?: readonly string[];
};

/** Where the console of a failed boot is kept. */
const logDir = join(projectRoot, 'test-results', 'lab-vm');

/**
 * Boots the machine under QEMU's own processor emulation (no KVM, so it runs in any container), waits until it powers
 * itself off, and gives what each situation said. A TPM is a TPM 2.0 by swtpm.
 * @throws Error naming the kept console log when the guest did not get through.
 */
export async function boot(plan: BootPlan): Promise<SituationOutcome[]> {
  const work = await mkdtemp(join(tmpdir(), 'keyready-vm-'));
  const tpm = plan.hasTpm ? await startTpm(work, plan.timeLimitMs) : null;
  try {
    const machine = new BackgroundProgram('qemu-system-x86_64', qemuArguments(plan, work), {
      timeLimitMs: plan.timeLimitMs,
    });
    try {
      await machine.waitForEnd();
      return decodeBoot(await readFile(join(work, 'results.log'), 'utf8'));
    } catch (error) {
      const log = await keepConsole(work, plan.name);
      throw new Error(`boot "${plan.name}" failed, see ${log}. ${machine.said}`, { cause: error });
    } finally {
      await machine.stop();
    }
  } finally {
    await tpm?.stop();
    await rm(work, { recursive: true, force: true });
  }
}

/** https://github.com/stefanberger/swtpm/wiki/Using-swtpm-with-QEMU */
async function startTpm(work: string, timeLimitMs: number): Promise<BackgroundProgram> {
  const socket = join(work, 'tpm.sock');
  await mkdir(join(work, 'tpm'));
  const tpm = new BackgroundProgram(
    'swtpm',
    [
      'socket',
      '--tpm2',
      '--tpmstate',
      `dir=${join(work, 'tpm')}`,
      '--ctrl',
      `type=unixio,path=${socket}`,
      '--terminate',
    ],
    { timeLimitMs },
  );
  await tpm.waitUntil(() => existsSync(socket), 10_000);
  return tpm;
}

/**
 * `-icount`: the guest's clock counts executed instructions, so that the product's time limits mean the same on a busy
 * host as on an idle one (https://www.qemu.org/docs/master/devel/tcg-icount.html). One processor, without the wide vector
 * instructions that emulation is slow at. `smap=off`: with it QEMU 7.2 faults when a program under Wine returns from an
 * interrupt, and the guest's kernel ends it.
 */
function qemuArguments(plan: BootPlan, work: string): string[] {
  return [
    ...[
      '-machine',
      'q35',
      '-accel',
      'tcg,thread=single',
      '-icount',
      plan.skipsIdleTime ? 'shift=0,sleep=off' : 'shift=0',
      '-cpu',
      'max,smap=off',
      '-smp',
      '1',
      '-m',
      String(plan.memoryMb ?? 1536),
    ],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-serial', `file:${join(work, 'console.log')}`, '-serial', `file:${join(work, 'results.log')}`],
    ...['-kernel', plan.kernel.imagePath, '-initrd', plan.initramfsPath],
    ...[
      '-append',
      [
        'console=ttyS0 loglevel=4 panic=-1',
        `lab.boot=${plan.name} lab.program=${plan.guestProgram}`,
        ...(plan.words ?? []),
      ].join(' '),
    ],
    ...(plan.diskPath === undefined
      ? []
      : ['-drive', `if=virtio,format=raw,snapshot=on,file=${plan.diskPath}`]),
    ...(plan.hasTpm
      ? [
          ...['-chardev', `socket,id=tpm,path=${join(work, 'tpm.sock')}`],
          ...['-tpmdev', 'emulator,id=tpm0,chardev=tpm', '-device', 'tpm-crb,tpmdev=tpm0'],
        ]
      : []),
  ];
}

async function keepConsole(work: string, name: string): Promise<string> {
  await mkdir(logDir, { recursive: true });
  for (const log of ['console.log', 'results.log'])
    await copyFile(join(work, log), join(logDir, `${name}-${log}`)).catch(() => undefined);
  return join('test-results', 'lab-vm', `${name}-console.log`);
}
