import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { KeysOutput, type ShownKey } from '../../src/contract/keys.ts';
import type { KeyModel } from './security-keys/key-model.ts';
import { trussed23 } from './security-keys/models/ctap-2-3.ts';
import { nitrokeyFido2 } from './security-keys/models/other-makers.ts';
import { yubikey4, yubikeyBioEnrolled } from './security-keys/models/yubico.ts';
import { boot } from './vm/boot.ts';
import { packInitramfs } from './vm/initramfs.ts';
import { ensureKernel } from './vm/kernel.ts';
import type { SituationOutcome } from './vm/lab-message.ts';
import { listFiles } from './vm/product-files.ts';
import { compareKeys } from './wine/compare-keys.ts';
import { keysForBoth } from './wine/keys-for-both.ts';
import { ensureWindowsNode } from './wine/windows-node.ts';
import { ensureWineDisk } from './wine/wine-disk.ts';

/** Generous: on an idle machine with two cores the boot takes two and a half minutes. */
const bootTimeLimitMs = 1_000_000;
const guestProgram = 'test/lab/wine/guest/read-on-both-systems.ts';
/** node-hid's binary for Windows, as its package ships it. */
const windowsAddon = 'node_modules/node-hid/prebuilds/HID-win32-x64/node-napi-v4.node';
const verdictExitCodes = [0, 10, 20, 30];
/** Not much below what the four keys have now: a comparison that fell silent has to be noticed. */
const leastFieldsCompared = 150;

const outcomes = new Map<string, SituationOutcome>();

beforeAll(async () => {
  const [kernel, diskPath] = [await ensureKernel(), await ensureWineDisk(await ensureWindowsNode())];
  const work = await mkdtemp(join(tmpdir(), 'keyready-initramfs-'));
  const initramfsPath = join(work, 'initramfs.cpio');
  try {
    const files = await Promise.all(['test/lab/wine', 'test/lab/security-keys'].map(sourcesBelow));
    await packInitramfs(initramfsPath, kernel, {
      files: [...files.flat(), windowsAddon],
      modules: ['virtio_pci', 'virtio_blk'],
    });
    const run = await boot({
      ...{ name: 'wine', hasTpm: false, guestProgram, kernel, initramfsPath, diskPath },
      memoryMb: 2048,
      timeLimitMs: bootTimeLimitMs,
    });
    for (const outcome of run) outcomes.set(outcome.name, outcome);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

const sourcesBelow = (folder: string) =>
  listFiles(folder, (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));

function keysOn(system: 'linux' | 'windows'): KeysOutput {
  const outcome = outcomes.get(system);
  if (!outcome) throw new Error(`nothing was read on ${system}`);
  if (outcome.exitCode === null || !verdictExitCodes.includes(outcome.exitCode))
    throw new Error(`${system}: keyready keys ended with ${outcome.exitCode}: ${outcome.stderr}`);
  return KeysOutput.parse(JSON.parse(outcome.stdout));
}

function onWindows({ usb }: KeyModel): ShownKey['facts'] {
  const found = keysOn('windows').keys.find(
    ({ facts }) => facts.vendorId === usb.vendorId && facts.productId === usb.productId,
  );
  if (!found) throw new Error(`${usb.product} is not shown on Windows`);
  return found.facts;
}

describe('keyready keys --json by a Windows node.exe, with node-hid for Windows, under Wine', () => {
  it('runs as on Windows and reads every key that is plugged in, each to the end', () => {
    const { platform, looked, keys } = keysOn('windows');
    expect(platform).toBe('win32');
    expect(looked).toMatchObject({ kind: 'known', facts: { count: keysForBoth.length } });
    expect(keys.map((key) => key.facts.depth?.kind)).toEqual(keysForBoth.map(() => 'known'));
    expect(keys.map((key) => key.facts.accessible)).toEqual(
      keysForBoth.map(() => ({ kind: 'known', value: true })),
    );
  });

  it('reads the same of the same keys as Linux does, value by value', () => {
    expect(keysOn('linux').keys).toHaveLength(keysForBoth.length);
    const { fields, differences } = compareKeys(keysOn('linux'), keysOn('windows'));
    expect(differences).toEqual([]);
    expect(fields).toBeGreaterThan(leastFieldsCompared);
    process.stdout.write(
      `fields compared between Linux and Windows: ${fields}, of ${keysForBoth.length} keys\n`,
    );
  });

  it('has the members and counters that the keys were made with', () => {
    expect(onWindows(yubikey4).depth).toMatchObject({
      value: { info: { kind: 'not-applicable' }, u2fVersion: { kind: 'known', value: 'U2F_V2' } },
    });
    expect(onWindows(yubikeyBioEnrolled).depth).toMatchObject({
      value: {
        info: { kind: 'known', value: { aaguid: yubikeyBioEnrolled.getInfo?.aaguid } },
        uvRetries: { kind: 'known', value: yubikeyBioEnrolled.uvRetries },
        fingerprintReader: { kind: 'known', value: { modality: 1, ...yubikeyBioEnrolled.fingerprint } },
      },
    });
    expect(onWindows(nitrokeyFido2).depth).toMatchObject({
      value: { pinRetries: { kind: 'known', value: { replugFirst: true } } },
    });
    expect(onWindows(trussed23).depth).toMatchObject({
      value: { info: { kind: 'known', value: { versions: trussed23.getInfo?.versions } } },
    });
  });

  it('knows a key again by the same mark on both systems', () => {
    const marks = keysOn('windows').keys.map((key) => key.facts.mark);
    expect(marks).toEqual(marks.map(() => expect.stringMatching(/^[0-9a-f]{32}$/)));
    expect(new Set(marks).size).toBe(keysForBoth.length);
  });
});
