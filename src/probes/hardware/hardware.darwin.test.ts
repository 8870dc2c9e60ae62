import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { kernel } from '../../../test/doubles/mac-machines/device-parts.ts';
import {
  intelImac,
  macBookPro,
  macMini,
  t2MacBook,
  virtualMac,
} from '../../../test/doubles/mac-machines/devices.ts';
import { hardwareDarwin } from './hardware.darwin.ts';

const observe = (...parts: FakeMachine[]) =>
  hardwareDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const command = (word: string) =>
  Object.keys(macBookPro.commands ?? {}).find((one) => one.includes(word)) ?? '';
const said = (stdout: string) => ({ exitCode: 0, stdout, stderr: '' });

describe('hardware on macOS', () => {
  it('is told by the identifier that Apple lists, without a serial number', async () => {
    const found = await observe(macBookPro);
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        manufacturer: 'Apple',
        model: 'Mac16,5',
        form: 'laptop',
        processor: 'Apple M4 Max',
        memoryBytes: 48 * 1024 ** 3,
      },
    });
    expect(JSON.stringify(found)).not.toContain('C02EXAMPLE');
  });
  it.each([
    [macMini, 'Mac14,3', 'desktop'],
    [t2MacBook, 'MacBookPro16,1', 'laptop'],
    [intelImac, 'iMac19,1', 'desktop'],
    [virtualMac, 'VirtualMac2,1', 'virtual'],
    [
      kernel({ model: 'Mac13,1', brand: 'Apple M1 Max', productName: 'Mac Studio (2022)' }),
      'Mac13,1',
      'desktop',
    ],
    [kernel({ model: 'Macmini9,1', brand: 'Apple M1' }), 'Macmini9,1', 'desktop'],
    [kernel({ model: 'Mac99,1', brand: 'Apple M9' }), 'Mac99,1', null],
  ])('knows the form of it (%#)', async (machine, model, form) => {
    expect(await observe(macBookPro, machine)).toMatchObject({ facts: { model, form } });
  });
  it('asks the device tree only when the identifier does not tell', async () => {
    const calls: string[] = [];
    await observe(t2MacBook, { onCall: (call) => calls.push(call) });
    expect(calls).toEqual(['run /usr/sbin/sysctl']);
  });
  it.each([fails('timed-out'), said('<plist'), said('<key>product-name</key><data>////</data>')])(
    'loses no more than the form to %j',
    async (tree) => {
      expect(await observe(macBookPro, { commands: { [command('product-name')]: tree } })).toMatchObject({
        facts: { model: 'Mac16,5', form: null },
      });
    },
  );
  it('does not call a processor by the name that Rosetta gives it', async () => {
    const translated = kernel({ model: 'Mac16,5', brand: 'Apple M4 Max', translated: true });
    expect(await observe(macBookPro, translated)).toMatchObject({
      facts: { processor: null, model: 'Mac16,5' },
    });
  });
  it.each([
    ['hw.memsize: 17179869184\n', { kind: 'unknown', reason: 'unreadable' }],
    ['sysctl: unknown oid\n', { kind: 'unknown', reason: 'unreadable' }],
    [
      'hw.model: $(reboot)\nmachdep.cpu.brand_string: Apple M1\nhw.memsize: -1\n',
      { facts: { model: null, memoryBytes: null } },
    ],
    [
      'hw.model: Standard PC\n',
      { facts: { manufacturer: null, model: 'Standard PC', processor: null, memoryBytes: null } },
    ],
  ])('of %j', async (text, expected) => {
    expect(await observe(macBookPro, { commands: { [command('sysctl')]: said(text) } })).toMatchObject(
      expected,
    );
  });
});
