import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { addonFile, buildWithMingw } from '../../../scripts/native/build-with-mingw.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import type { Question } from './ask-addon.ts';
import { ensureStandIns, gaugeName } from './stand-in-dlls.ts';
import { startWineMachine, type WineMachine, windowsPath } from './wine-machine.ts';

const program = windowsPath(fileURLToPath(new URL('guest/repeat-addon.ts', import.meta.url)));
const rounds = 10_000;
const mebibyte = 1024 * 1024;
const Held = z.array(z.strictObject({ memoryBytes: z.number(), handle: z.number() })).length(10);

/** Those that ask no device and no service. On stand-ins, which give memory that has to be given back. */
const cheap: readonly Question[] = [
  ['tpmDevice'],
  ['webauthn'],
  ['platformCredentials', 'login.microsoft.com'],
  ['biometricUnits'],
  ['enrolledFactors', 'S-1-5-21-1-2-3-1001'],
  ['enhancedSignIn'],
  ['entraJoin'],
  ['domainJoin'],
  ['thisProcess'],
  ['events', 'System', '*', '3', 'Event/System/EventID', 'Event/System/TimeCreated/@SystemTime'],
  [
    'readRegistry',
    'HKLM',
    String.raw`SOFTWARE\Microsoft\Windows NT\CurrentVersion`,
    { values: '*', depth: 0 },
  ],
  ['consentVerifier'],
];

let machine: WineMachine;
let standIns: string;
beforeAll(async () => {
  await buildWithMingw();
  machine = await startWineMachine();
  standIns = await ensureStandIns();
  for (const name of await readdir(standIns))
    if (name.endsWith('.dll')) await machine.layDll(join(standIns, name), name);
});
afterAll(() => machine?.remove());

it(`${rounds} rounds of the cheap facts leave neither memory nor handles behind`, async () => {
  await writeFile(join(machine.driveC, 'questions.json'), JSON.stringify(cheap));
  const files = [program, windowsPath(addonFile), windowsPath(join(standIns, gaugeName))];
  const { exitCode, stdout, stderr } = await machine.run(
    windowsPath(await ensureWindowsNode()),
    ['--expose-gc', ...files, String.raw`C:\questions.json`, String(rounds)],
    {
      env: { KEYREADY_CREDENTIALS: '34', KEYREADY_SENSORS: 'both' },
      native: ['tbs', 'netapi32', 'wevtapi'],
      timeLimitMs: 600_000,
    },
  );
  if (exitCode !== 0) throw new Error(`ended with ${exitCode}: ${stderr}${stdout}`);
  const held = Held.parse(JSON.parse(stdout));
  // The first tenths fill caches of V8 and of Wine.
  const [settled, last] = [held[4], held[9]];
  if (settled === undefined || last === undefined) throw new Error('nothing was measured');
  expect(last.memoryBytes - settled.memoryBytes).toBeLessThan(8 * mebibyte);
  // A new handle's value is four times its place; some threads may be on their way out.
  expect(last.handle - settled.handle).toBeLessThan(4 * 64);
}, 600_000);
