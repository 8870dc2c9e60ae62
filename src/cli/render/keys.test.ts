import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../../test/cli/doubles/terminal.ts';
import {
  fiveKeys,
  lookWith,
  sampleDepth,
  sampleKey,
} from '../../../test/doubles/security-keys/sample-keys.ts';
import type { KeysOutput } from '../../contract/keys.ts';
import { judgingFiles } from '../../core/assess/grounds.ts';
import { changesSince, seenIn } from '../../core/keys/key-changes.ts';
import { showKeys } from '../../core/keys/show-keys.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { renderKeys } from './keys.ts';
import { renderKeyChanges } from './keys-changes.ts';
import { styleFor } from './style.ts';
import { length } from './wrap.ts';

const files = judgingFiles(await readPolicyFiles());
const look = (keys: Parameters<typeof lookWith>[0], orderSheet = false): KeysOutput =>
  showKeys(lookWith(keys), files, new Date('2026-11-23T00:00:01Z'), { orderSheet });
const render = (output: KeysOutput, columns = 100, env: NodeJS.ProcessEnv = { LANG: 'C.UTF-8' }) =>
  renderKeys(output, styleFor(fakeTerminal({ columns, env })));
const lineWith = (text: string, word: string) => text.split('\n').find((line) => line.includes(word)) ?? '';

describe('the table of keys', () => {
  it('gives each key a row with state, firmware, PIN, fingerprint and room', () => {
    const text = render(look(fiveKeys()), 120);
    const row = (id: string) => lineWith(text, `(${id})`).replace(/ {2,}/g, ' | ');
    expect(text.split('\n').slice(0, 2)).toEqual(['✔ Security keys: ready', '5 keys are plugged in.']);
    expect(lineWith(text, 'FIRMWARE').trim().split(/ +/)).toEqual([
      'KEY',
      'STATE',
      'FIRMWARE',
      'PIN',
      'FINGERPRINT',
      'ROOM',
    ]);
    expect(row('hidraw1')).toMatch(/✔ ready \| 5\.7\.1 \| set, 8 tries \| no reader \| 22 left$/);
    expect(row('hidraw2')).toMatch(/→ one step left \| 5\.7\.1 \| not set \| none yet \| 22 left$/);
    expect(row('hidraw3')).toMatch(/→ 2 steps left \| 5\.7\.1 \| blocked \| enrolled \| full$/);
    expect(row('hidraw0')).toMatch(/\? could not check \| \? \| \? \| \? \| \?$/);
    expect(row('hidraw4')).toMatch(/✘ blocked \| 5\.7\.1 \| none \| none \| none$/);
  });

  it('says below each key why, what to do, who and how long', () => {
    const text = render(look(fiveKeys()), 200);
    expect(text).toContain('  Nothing to do.');
    expect(text).toContain('(KEY_PIN_NOT_SET).');
    expect(text).toMatch(/> Set a PIN on your security key \(you, 2 min\)\./);
    expect(text).toContain('AAGUID 2fc0579f-8113-47ea-b116-bb5a8db9202a · Yubico · USB 1050:0407');
    expect(text).toContain('(KEY_NOT_READABLE).');
    expect(text).toMatch(/\n {4}Seen: no PIN is set\n/);
    expect(text).toContain('One good key is enough');
    expect(text).toContain('--tenant FILE');
    expect(text).toContain('policy import-mds FILE');
  });

  it.each([40, 60, 80, 100, 120])('stays within %i columns', (columns) => {
    const text = render(look(fiveKeys(), true), columns);
    for (const line of text.split('\n')) expect(length(line), line).toBeLessThanOrEqual(columns);
    for (const id of ['hidraw0', 'hidraw1', 'hidraw2', 'hidraw3', 'hidraw4'])
      expect(text).toContain(`(${id})`);
    expect(text).toMatch(/set, 8\s+tries/);
    expect(text).toContain('Keys that fit this device');
  });

  it('has no character beyond ASCII where the terminal knows no other, but for names', () => {
    const text = render(look(fiveKeys(), true), 80, { LANG: 'C' });
    expect(text).toContain('+ Security keys: ready');
    expect(text.replaceAll('’', "'")).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('says by colour nothing that it does not say by words', () => {
    const coloured = renderKeys(
      look(fiveKeys()),
      styleFor(fakeTerminal({ isTTY: true, columns: 100, env: { LANG: 'C.UTF-8' } })),
    );
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(render(look(fiveKeys())));
    const plain = { LANG: 'C.UTF-8', NO_COLOR: '1' };
    const none = renderKeys(
      look(fiveKeys()),
      styleFor(fakeTerminal({ isTTY: true, columns: 100, env: plain })),
    );
    expect(none).not.toContain('\u001b');
  });

  it('lets no key write to the terminal', () => {
    const evil = sampleKey(
      'hidraw0',
      { kind: 'unknown', reason: 'malformed' },
      { product: '\u001b[2J\u0007evil\r\nkey\u202e', manufacturer: '\u001b]0;x\u0007' },
    );
    const text = render(look([evil]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text).toContain('evil');
  });

  it.each<[string, Parameters<typeof sampleDepth>, RegExp]>([
    [
      'one try left',
      [{}, { pinRetries: { kind: 'known', value: { left: 1, replugFirst: false } } }],
      /set, 1 try /,
    ],
    [
      'replug',
      [{}, { pinRetries: { kind: 'known', value: { left: 5, replugFirst: true } } }],
      /replug first/,
    ],
    ['change due', [{ forcePinChange: true }], /change due/],
    ['tries untold', [{}, { pinRetries: { kind: 'unknown', reason: 'timed-out' } }], / set {2,}/],
    ['no PIN at all', [{ options: { rk: true, uv: true } }], / none +set up/],
    ['room not said', [{ remainingDiscoverableCredentials: undefined }], /not said/],
  ])('words: %s', (_name, depth, words) => {
    const key = sampleKey('hidraw0', { kind: 'known', value: sampleDepth(...depth) });
    expect(render(look([key]), 120)).toMatch(words);
  });
});

describe('without a key to show', () => {
  it('says that none is there and what that means', () => {
    const text = render(look([]));
    expect(text).toContain('No security key is plugged in, so none was checked.');
    expect(text).toContain('(NO_KEY_PRESENT)');
    expect(text).not.toContain('KEY  ');
    expect(text).not.toContain('--tenant');
  });

  it('says that it could not look, which is not "none"', () => {
    const output = look({
      kind: 'unknown',
      reason: 'crashed',
      at: '2026-11-23T00:00:00Z',
      tookMs: 1,
      context: 'user',
    });
    const text = render(output);
    expect(text).toContain('? Security keys: could not check');
    expect(text).toContain('Whether a key is plugged in could not be told.');
    expect(text).not.toContain('No security key is plugged in');
  });
});

describe('changes', () => {
  const style = styleFor(fakeTerminal({ columns: 120 }));
  const between = (before: KeysOutput, output: KeysOutput) =>
    renderKeyChanges({ output, changes: changesSince(seenIn(before), output) }, style);

  it('are a line each, with what a key needs below it', () => {
    const [, ready, noPin] = fiveKeys();
    if (!ready || !noPin) throw new Error('sample keys are missing');
    const text = between(look([ready]), look([noPin]));
    expect(text).toMatch(/^\d\d:\d\d:\d\d {2}unplugged {3}YubiKey 5.*\(hidraw1\)\n/);
    expect(text).toMatch(
      /plugged in {2}YubiKey 5.*\(hidraw2\): → one step left · firmware 5\.7\.1 · PIN not set/,
    );
    expect(text).toContain('(KEY_PIN_NOT_SET)');
    expect(text).not.toContain('Nothing to do');
  });

  it('say when the keys could not be looked for', () => {
    const at = '2026-11-23T00:00:00Z';
    const lost = look({ kind: 'unknown', reason: 'crashed', at, tookMs: 1, context: 'user' });
    expect(between(look([]), lost)).toMatch(/Could not look for keys \(crashed\)/);
    const again = renderKeyChanges(
      { output: look([]), changes: changesSince(seenIn(lost, seenIn(look([]))), look([])) },
      style,
    );
    expect(again).toMatch(/Keys can be looked for again\./);
  });
});
