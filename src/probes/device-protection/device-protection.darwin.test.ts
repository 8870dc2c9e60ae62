import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { protection } from '../../../test/doubles/mac-machines/device-parts.ts';
import { deviceProtectionDarwin } from './device-protection.darwin.ts';
import { parseFileVault } from './parse-filevault.ts';

const LOGIN = '/Library/Preferences/com.apple.loginwindow.plist';
const observe = (...parts: FakeMachine[]) =>
  deviceProtectionDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });
const untold = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('disk encryption and log-in', () => {
  it('are told without saying who', async () => {
    const found = await observe(protection('On', true));
    expect(found).toEqual({
      kind: 'known',
      facts: { diskEncryption: known('on'), automaticLogin: known(true) },
      source: 'fdesetup, com.apple.loginwindow',
    });
    expect(JSON.stringify(found)).not.toContain('erin');
    expect(await observe(protection('Off'))).toMatchObject({
      facts: { diskEncryption: known('off'), automaticLogin: known(false) },
    });
  });
  it.each([
    [fails('denied'), 'needs-elevation'],
    [fails('not-found'), 'unreadable'],
    [fails('malformed'), 'malformed'],
    ['a text', 'unreadable'],
  ])('automatic log-in is not "no" because of %j', async (document, reason) => {
    expect(await observe(protection('On'), { documents: { [LOGIN]: document } })).toMatchObject({
      kind: 'known',
      facts: { automaticLogin: untold(reason) },
      source: 'fdesetup',
    });
  });
  it('lose only FileVault to a tool that fails', async () => {
    const failing = {
      commands: { '/usr/bin/fdesetup status': { exitCode: 1, stdout: 'FileVault is Off.\n', stderr: '' } },
    };
    expect(await observe(protection('On', true), failing)).toMatchObject({
      facts: { diskEncryption: untold('refused'), automaticLogin: known(true) },
    });
  });
});

describe('parseFileVault', () => {
  it.each([
    ['FileVault is On.\n', 'on'],
    ['FileVault is Off.\n', 'off'],
    ['FileVault is On.\nEncryption in progress: Percent completed = 41\n', 'changing'],
    ['FileVault is Off.\nDecryption in progress: Percent completed = 9\n', 'changing'],
    ['FileVault is Off, but will be enabled after the next restart.\n', 'changing'],
    ["FileVault is Off.\nDeferred enablement appears to be active for user 'erin'.\n", 'changing'],
    ['FileVault is Offline.\n', 'unreadable'],
    ['Error: Unable to tell whether FileVault is On.\n', 'unreadable'],
    ['', 'unreadable'],
  ])('%j is %s', (text, state) => expect(parseFileVault(text)).toBe(state));
});
