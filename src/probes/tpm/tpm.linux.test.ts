import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { describeTpm, parseTpm12Caps, parseTpmAnswer, tpmPropertiesRequest } from './parse-tpm-capability.ts';
import { tpmLinux } from './tpm.linux.ts';

// Answer of the reference software TPM (swtpm 0.7) to a request for 8 properties from 0x105.
const swtpm =
  '8001000000530000000001000000060000000800000105' +
  '49424d0000000106535720200000010720' +
  '54504d0000010800000000000001090000' +
  '00000000010a000000000000010b201910230000010c00163636';
const retry = '80010000000a00000922';
const failure = '80010000000a00000101';

function answerWith(properties: [number, number][], moreData: 0 | 1): string {
  const bytes = Buffer.alloc(19 + properties.length * 8);
  bytes.writeUInt16BE(0x8001, 0);
  bytes.writeUInt32BE(bytes.length, 2);
  bytes.writeUInt8(moreData, 10);
  bytes.writeUInt32BE(6, 11);
  bytes.writeUInt32BE(properties.length, 15);
  for (const [at, [tag, value]] of properties.entries()) {
    bytes.writeUInt32BE(tag, 19 + at * 8);
    bytes.writeUInt32BE(value, 23 + at * 8);
  }
  return bytes.toString('hex');
}

describe('TPM2_GetCapability', () => {
  it('asks in 22 bytes', () => {
    expect(tpmPropertiesRequest(0x105, 8)).toBe('80010000001600' + '00017a00000006' + '0000010500000008');
  });
  it('reads a real answer', () => {
    const answer = parseTpmAnswer(swtpm);
    if (answer === 'unreadable' || answer.kind !== 'properties') throw new Error('not read');
    expect(answer.moreData).toBe(true);
    expect(describeTpm(answer.values)).toEqual({
      manufacturer: 'IBM',
      vendorString: 'SW   TPM',
      family: null,
      revision: null,
      firmware: '8217.4131.22.13878',
      firmwareHex: '2019102300163636',
    });
  });
  it('tells a refusal by its code', () => {
    expect(parseTpmAnswer(retry)).toEqual({ kind: 'refused', code: 0x922 });
  });
  it.each([
    ['nothing', ''],
    ['half a byte', '800'],
    ['not hex', 'zz'.repeat(10)],
    ['a header only', '80010000000a00000000'],
    ['a length that is not true', swtpm.replace('00000053', '00000054')],
    ['one byte short', swtpm.slice(0, -2)],
    ['a count that is not true', swtpm.replace('0000000800000105', '0fffffff00000105')],
    ['another capability', swtpm.replace('0100000006', '0100000001')],
  ])('%s is unreadable', (_name, hex) => {
    expect(parseTpmAnswer(hex)).toBe('unreadable');
  });
});

describe('TPM 1.2 caps', () => {
  it('reads the form of the kernel document', () => {
    const text = 'Manufacturer: 0x49465800\nTCG version: 1.2\nFirmware version: 4.40\n';
    expect(parseTpm12Caps(text)).toMatchObject({ manufacturer: 'IFX', family: '1.2', firmware: '4.40' });
  });
  it.each(['', 'Manufacturer: IFX\n', 'Manufacturer: 0x49465800\n', '\0'])('%j is unreadable', (text) => {
    expect(parseTpm12Caps(text)).toBe('unreadable');
  });
});

const withTpm: FakeMachine = {
  otherwise: 'not-found',
  folders: { '/sys/class/tpm': ['tpm0'] },
  texts: { '/sys/class/tpm/tpm0/tpm_version_major': '2\n' },
};
const observe = (machine: FakeMachine) => tpmLinux.observe(fakeReach(machine), neverStops());
const withAnswers = (...answers: (string | ReturnType<typeof fails>)[]) =>
  observe({ ...withTpm, deviceAnswers: { '/dev/tpmrm0': answers } });
const properties = (value: object) => ({ kind: 'known', facts: { present: true, properties: value } });

describe('tpm probe', () => {
  it('is absent when the kernel shows its classes and none of them is a TPM', async () => {
    const noTpm = { kind: 'known', facts: { present: false, properties: { kind: 'not-applicable' } } };
    expect(await observe({ otherwise: 'not-found', folders: { '/sys/class': ['net'] } })).toMatchObject(
      noTpm,
    );
    const folders = { '/sys/class': ['net', 'tpm'], '/sys/class/tpm': [] };
    expect(await observe({ otherwise: 'not-found', folders })).toMatchObject(noTpm);
  });
  it('is not absent when sysfs is hidden, closed, or the firmware announces one', async () => {
    expect(await observe({ otherwise: 'not-found' })).toMatchObject({ kind: 'unknown' });
    expect(await observe({ otherwise: 'not-found', folders: { '/sys/class': [] } })).toMatchObject({
      kind: 'unknown',
    });
    expect(await observe({ folders: { '/sys/class/tpm': fails('denied') } })).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
    const folders = { '/sys/class': ['net'], '/sys/firmware/acpi/tables': ['DSDT', 'TPM2'] };
    expect(await observe({ otherwise: 'not-found', folders })).toMatchObject({ reason: 'not-supported' });
  });
  it.each([
    ['closed', { '/sys/firmware/acpi/tables': fails('denied') }, 'needs-elevation'],
    ['covered by a container engine', { '/sys/firmware': [] }, 'unreadable'],
  ])('is not absent when the firmware tables are %s', async (_how, folders, reason) => {
    const machine = { otherwise: 'not-found', folders: { '/sys/class': ['net'], ...folders } } as FakeMachine;
    expect(await observe(machine)).toMatchObject({ kind: 'unknown', reason });
  });
  it('asks again when told to, once', async () => {
    expect(await withAnswers(retry, swtpm)).toMatchObject(
      properties({ kind: 'known', value: { manufacturer: 'IBM' } }),
    );
    expect(await withAnswers(retry, retry)).toMatchObject(properties({ kind: 'unknown', reason: 'busy' }));
  });
  it('gathers properties over several answers, in any order', async () => {
    const found = await withAnswers(
      answerWith([[0x105, 0x494e5443]], 1),
      answerWith(
        [
          [0x10b, 0x0258_0012],
          [0x106, 0x41424300],
        ],
        1,
      ),
      answerWith([[0x10c, 0]], 0),
    );
    expect(found).toMatchObject(
      properties({
        kind: 'known',
        value: { manufacturer: 'INTC', vendorString: 'ABC', firmware: '600.18.0.0' },
      }),
    );
  });
  it('gives up on a chip that says "more" for ever', async () => {
    const endless = Array.from({ length: 40 }, () => answerWith([[0x100, 0x322e3000]], 1));
    const calls: string[] = [];
    const machine = { ...withTpm, deviceAnswers: { '/dev/tpmrm0': endless } };
    const found = await observe({ ...machine, onCall: (call) => calls.push(call) });
    expect(found).toMatchObject(properties({ kind: 'unknown', reason: 'unreadable' }));
    expect(calls.filter((call) => call.startsWith('exchange'))).toHaveLength(2);
  });
  it.each([
    [fails('denied', 'EACCES'), 'needs-elevation'],
    [fails('not-found'), 'unreadable'],
    [fails('busy'), 'busy'],
    [fails('timed-out'), 'timed-out'],
    [failure, 'refused'],
    ['00', 'unreadable'],
    [answerWith([], 0), 'unreadable'],
  ])('present with details unknown: %j', async (answer, reason) => {
    expect(await withAnswers(answer)).toMatchObject(properties({ kind: 'unknown', reason }));
  });
  it('knows 1.2 by its caps and 2.0 by its resource manager where the kernel is older', async () => {
    const folders = { '/sys/class/tpm': ['tpm0'] };
    const caps = 'Manufacturer: 0x53544d20\nTCG version: 1.2\nFirmware version: 13.12\n';
    const old = await observe({
      otherwise: 'not-found',
      folders,
      texts: { '/sys/class/tpm/tpm0/device/caps': caps },
    });
    expect(old).toMatchObject({
      facts: { version: { value: '1.2' }, properties: { value: { manufacturer: 'STM' } } },
    });
    const newer = await observe({
      otherwise: 'not-found',
      folders: { ...folders, '/sys/class/tpmrm': ['tpmrm0'] },
    });
    expect(newer).toMatchObject({ facts: { version: { value: '2.0' }, properties: { kind: 'unknown' } } });
    expect(await observe({ otherwise: 'not-found', folders })).toMatchObject({
      facts: { present: true, version: { kind: 'unknown' }, properties: { kind: 'unknown' } },
    });
  });
  it('does not take an odd version for one it knows', async () => {
    const texts = { '/sys/class/tpm/tpm0/tpm_version_major': '3\n' };
    expect(await observe({ ...withTpm, texts })).toMatchObject({
      facts: { version: { reason: 'unreadable' } },
    });
  });
});
