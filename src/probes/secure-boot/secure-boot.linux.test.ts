import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble, efiVariables } from '../../../test/doubles/linux-machines/parts.ts';
import { parseEfiFlag } from './parse-efi-variable.ts';
import { secureBootLinux } from './secure-boot.linux.ts';

const shimOff = 'MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23';
const variable = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const observe = (...parts: FakeMachine[]) =>
  secureBootLinux.observe(fakeReach(assemble({ otherwise: 'not-found', about: {} }, ...parts)), neverStops());

describe('secure boot', () => {
  it.each([
    ['on', efiVariables(1, 0), { supported: true, enabled: true, setupMode: false, disabledInShim: false }],
    ['off', efiVariables(0, 0), { supported: true, enabled: false }],
    ['on in setup mode', efiVariables(1, 1), { enabled: false, setupMode: true }],
    ['switched off in shim', efiVariables(1, 0, [shimOff]), { enabled: false, disabledInShim: true }],
  ])('%s', async (_name, machine, facts) => {
    expect(await observe(machine)).toMatchObject({ kind: 'known', facts: { firmware: 'uefi', ...facts } });
  });
  it('knows firmware without the variable as not offering it', async () => {
    const folders = { '/sys/firmware/efi': ['efivars'], '/sys/firmware/efi/efivars': ['BootOrder-x'] };
    expect(await observe({ folders })).toMatchObject({
      facts: { firmware: 'uefi', supported: false, enabled: false },
    });
  });
  it('knows old firmware only where the kernel shows firmware at all', async () => {
    const shown = { folders: { '/sys/firmware': ['acpi', 'memmap'] } };
    expect(await observe(shown)).toMatchObject({ facts: { firmware: 'legacy', supported: false } });
    expect(await observe({ folders: { '/sys/firmware': [] } })).toMatchObject({ kind: 'unknown' });
    expect(await observe({})).toMatchObject({ kind: 'unknown' });
    expect(await observe(shown, { kinds: { '/.dockerenv': 'file' } })).toMatchObject({
      reason: 'not-supported',
    });
  });
  it.each([
    ['a closed variable', { hex: { [variable]: fails('denied') } }, 'needs-elevation'],
    ['four bytes', { hex: { [variable]: '06000000' } }, 'unreadable'],
    ['a value that is neither', { hex: { [variable]: '0600000002' } }, 'unreadable'],
    ['variables not mounted', { folders: { '/sys/firmware/efi/efivars': [] } }, 'unreadable'],
    ['no variable folder', { folders: { '/sys/firmware/efi/efivars': fails('not-found') } }, 'unreadable'],
    ['EFI folder closed', { folders: { '/sys/firmware/efi': fails('denied') } }, 'needs-elevation'],
  ])('%s: could not tell', async (_name, machine, reason) => {
    expect(await observe(efiVariables(1, 0), machine as FakeMachine)).toMatchObject({
      kind: 'unknown',
      reason,
    });
  });
  it('does not judge without setup mode', async () => {
    const setupMode = '/sys/firmware/efi/efivars/SetupMode-8be4df61-93ca-11d2-aa0d-00e098032b8c';
    expect(await observe(efiVariables(1, 0), { hex: { [setupMode]: fails('not-found') } })).toMatchObject({
      kind: 'unknown',
    });
  });
  it.each(['', '01', '060000000', 'zz00000001', '060000000100'])('bytes %j are unreadable', (hex) => {
    expect(parseEfiFlag(hex)).toBe('unreadable');
  });
});
