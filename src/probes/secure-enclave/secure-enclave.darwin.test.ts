import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { kernel, securityChip } from '../../../test/doubles/mac-machines/device-parts.ts';
import {
  intelImac,
  macBookPro,
  macMini,
  t2MacBook,
  virtualMac,
} from '../../../test/doubles/mac-machines/devices.ts';
import { parseSecurityChip } from '../macos/read-security-chip.ts';
import { secureEnclaveDarwin } from './secure-enclave.darwin.ts';

const observe = (...parts: FakeMachine[]) =>
  secureEnclaveDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const is = (present: boolean, chip: string) => ({
  kind: 'known',
  facts: { present: { kind: 'known', value: present }, chip: { kind: 'known', value: chip } },
});
const PROFILER = '/usr/sbin/system_profiler -json SPiBridgeDataType';

describe('Secure Enclave', () => {
  it.each([
    [macBookPro, true, 'apple-silicon'],
    [macMini, true, 'apple-silicon'],
    [t2MacBook, true, 't2'],
    [assemble(t2MacBook, securityChip('t1')), true, 't1'],
    [intelImac, false, 'none'],
  ])('is found where it sits (%#)', async (machine, present, chip) => {
    expect(await observe(machine)).toMatchObject(is(present, chip));
  });
  it('is found under Rosetta', async () => {
    const translated = kernel({ model: 'Mac16,5', brand: 'Apple M4 Max', translated: true });
    expect(await observe(macBookPro, translated)).toMatchObject(is(true, 'apple-silicon'));
  });
  it('is not proven by a virtual Mac', async () => {
    expect(await observe(virtualMac)).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it('asks the slow tool of Intel only', async () => {
    const calls: string[] = [];
    await observe(macBookPro, { onCall: (call) => calls.push(call) });
    expect(calls).toEqual(['run /usr/sbin/sysctl']);
  });
  it.each([
    [fails('timed-out'), 'timed-out'],
    [fails('denied'), 'needs-elevation'],
    [{ exitCode: 1, stdout: '{"SPiBridgeDataType":[]}', stderr: '' }, 'refused'],
    [{ exitCode: 0, stdout: '', stderr: '' }, 'unreadable'],
    [{ exitCode: 0, stdout: '{}', stderr: '' }, 'unreadable'],
  ])('is not missing because of %j', async (answer, reason) => {
    expect(await observe(intelImac, { commands: { [PROFILER]: answer } })).toMatchObject({
      kind: 'unknown',
      reason,
    });
  });
  it('is not missing where the kernel does not tell the processor', async () => {
    const unnamed = kernel({ model: 'iMac19,1', brand: '', arm64: false });
    expect(await observe(intelImac, unnamed)).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });
});

describe('parseSecurityChip', () => {
  it.each([
    ['{"SPiBridgeDataType":[{"ibridge_model_name":"Apple T9 Chip"}]}', 'unreadable'],
    ['{"SPiBridgeDataType":[{"ibridge_build":"mBoot-1"}]}', 'unreadable'],
    ['{"SPiBridgeDataType":{}}', 'unreadable'],
    ['{"SPiBridgeDataType":[null]}', 'unreadable'],
    ['{"SPiBridgeDataType":[{"ibridge_model_name":{"a":"T2"}}]}', 'unreadable'],
    ['[', 'unreadable'],
  ])('%s is %s', (text, chip) => expect(parseSecurityChip(text)).toBe(chip));
});
