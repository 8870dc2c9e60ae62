import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildWithMingw } from '../../../scripts/native/build-with-mingw.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import { ensureStandIns } from './stand-in-dlls.ts';
import { startWineMachine, type WineMachine, windowsPath } from './wine-machine.ts';

const program = windowsPath(fileURLToPath(new URL('guest/scan-with-asking-host.ts', import.meta.url)));
const Signals = z.record(z.string(), z.looseObject({ kind: z.string(), reason: z.string().optional() }));

/** Which signal of the asking host asks which library, and by which variable its stand-in is told what to do. */
const libraries = {
  'tbs.dll': { signal: 'tpm', variable: 'KEYREADY_TPM' },
  'webauthn.dll': { signal: 'windows-hello', variable: 'KEYREADY_HELLO' },
  'winbio.dll': { signal: 'biometric-sensor', variable: 'KEYREADY_SENSORS' },
  'netapi32.dll': { signal: 'join-state', variable: 'KEYREADY_JOIN' },
  'wevtapi.dll': { signal: 'security-key', variable: 'KEYREADY_EVENTS' },
} as const;
const signals = [...Object.values(libraries).map(({ signal }) => signal), 'os'];

let machine: WineMachine;
beforeAll(async () => {
  await buildWithMingw();
  machine = await startWineMachine();
  const folder = await ensureStandIns();
  for (const name of await readdir(folder))
    if (name.endsWith('.dll')) await machine.layDll(join(folder, name), name);
});
afterAll(() => machine?.remove());

/** What became of each signal: `known`, or the reason why not. */
async function scan(env: Record<string, string>): Promise<Record<string, string>> {
  const native = ['tbs', 'netapi32', 'wevtapi'];
  const { stdout, stderr } = await machine.run(windowsPath(await ensureWindowsNode()), [program], {
    env,
    native,
  });
  const seen = Signals.parse(JSON.parse(stdout || JSON.stringify({ stderr })));
  return Object.fromEntries(signals.map((id) => [id, seen[id]?.reason ?? seen[id]?.kind ?? 'missing']));
}
const allKnown = Object.fromEntries(signals.map((id) => [id, 'known']));

describe('a stand-in library that misbehaves in the probe host, under Wine', () => {
  it('healthy ones first: every signal is known', async () => {
    expect(await scan({})).toEqual(allKnown);
  });

  describe.each(Object.entries(libraries))('%s', (_library, { signal, variable }) => {
    it.each([
      ['violate', 'crashed'],
      ['abort', 'crashed'],
      ['hang', 'timed-out'],
    ])('%s: costs its own signal and no other', async (word, reason) => {
      expect(await scan({ [variable]: word })).toEqual({ ...allKnown, [signal]: reason });
    });
  });

  it('all five hang at once, more than the threads of libuv: the registry and files are read all the same', async () => {
    const env = Object.fromEntries(Object.values(libraries).map(({ variable }) => [variable, 'hang']));
    const told = await scan(env);
    expect(told.os).toBe('known');
    for (const { signal } of Object.values(libraries)) expect(told[signal]).toBe('timed-out');
  });
});
