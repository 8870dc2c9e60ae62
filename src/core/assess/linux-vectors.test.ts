import { describe, expect, test } from 'vitest';
import {
  bluetooth,
  browser,
  browsers,
  closedKey,
  device,
  JUDGED_AT,
  known,
  models,
  os,
  radio,
  readKey,
  session,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import type { Signals } from '../../contract/signals.ts';
import type { PasskeyKind } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { judgingFiles } from './grounds.ts';

const { policy } = judgingFiles(await readPolicyFiles());

function kindOf(change: Signals, kind: PasskeyKind) {
  const found = assess(device('linux', change), policy, JUDGED_AT).kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no verdict for ${kind}`);
  const { state, findings } = found;
  return { state, findings, codes: findings.map(({ code }) => code) };
}
const chrome = { browsers: known(browsers(browser('chrome'))) };
const overSsh = { os: known(os('linux', session('remote'))) };
/** YubiKey 5 NFC with firmware 5.4.3 and its PIN set. */
const yubikey = readKey({ aaguid: models.yubikey54Nfc, firmwareVersion: 0x50403 });

describe('test vectors of the truth table on Linux', () => {
  test('V8 Ubuntu with a YubiKey of firmware 5.4 at a local seat: ready, with the advisory', () => {
    const { state, findings } = kindOf({ ...chrome, ...withKeys(yubikey) }, 'seckey');
    expect(state).toBe('ready');
    const said = findings.map(({ code, severity }) => `${code} ${severity}`);
    expect(said).toEqual(expect.arrayContaining(['KEY_OK ready', 'KEY_FIRMWARE_ADVISORY warn']));
  });

  test('V9 the same over SSH, where the node may not be opened: could not tell', () => {
    const closed = withKeys(closedKey('no-device-access'));
    const { state, codes } = kindOf({ ...chrome, ...overSsh, ...closed }, 'seckey');
    expect(state).toBe('unknown');
    expect(codes).toContain('REMOTE_SESSION');
    expect(codes).not.toContain('HIDRAW_NO_ACCESS');
  });

  test('V10 Ubuntu with Firefox only and a phone: another browser first', () => {
    const firefox = {
      browsers: known(browsers(browser('firefox'))),
      bluetooth: known(bluetooth([radio()])),
    };
    const { state, codes } = kindOf(firefox, 'hybrid');
    expect([state, codes[0]]).toEqual(['ready-after-action', 'BROWSER_UNSUPPORTED_COMBO']);
  });
});
