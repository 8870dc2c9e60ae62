import type { Device } from 'node-hid';
import { describe, expect, it } from 'vitest';
import { liveHid } from './hid.ts';

const FIDO_PAGE = 0xf1d0;
const yubiKey: Device = {
  path: '/dev/hidraw3',
  vendorId: 0x1050,
  productId: 0x0407,
  serialNumber: 'CANARY-0012345678',
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
  release: 0x0543,
  interface: 1,
  usagePage: FIDO_PAGE,
  usage: 1,
};
const ownKey = '01'.repeat(32);
const otherKey = '02'.repeat(32);

async function list(devices: Device[], recognitionKey?: string, page = FIDO_PAGE, vendorId?: number) {
  const listed = await liveHid(recognitionKey, async () => async () => devices).list(page, vendorId);
  if (!listed.ok) throw new Error(listed.problem);
  return listed.value;
}
async function markOf(device: Partial<Device>, recognitionKey: string): Promise<string | null | undefined> {
  const [node] = await list([{ ...yubiKey, ...device }], recognitionKey);
  return node?.mark;
}

describe('list', () => {
  it('gives exactly the fields of a node and nothing of the serial number', async () => {
    const nodes = await list([yubiKey], ownKey);
    expect(nodes).toEqual([
      {
        path: '/dev/hidraw3',
        vendorId: 0x1050,
        productId: 0x0407,
        usagePage: FIDO_PAGE,
        usage: 1,
        manufacturer: 'Yubico',
        product: 'YubiKey OTP+FIDO+CCID',
        mark: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect(JSON.stringify(nodes)).not.toMatch(/CANARY|12345678/);
  });
  it('mentions only what was asked for', async () => {
    const keyboard = { ...yubiKey, usagePage: 1, usage: 6 };
    const elsewhere = { ...keyboard, vendorId: 0x046d };
    expect(await list([yubiKey, keyboard, elsewhere])).toHaveLength(1);
    expect(await list([yubiKey, keyboard, elsewhere], undefined, 1)).toHaveLength(2);
    expect(await list([yubiKey, keyboard, elsewhere], undefined, 1, 0x1050)).toHaveLength(1);
  });
  it('without the library or with one that throws: no answer', async () => {
    const missing = liveHid(undefined, () => Promise.reject(new Error('no binary')));
    expect(await missing.list(FIDO_PAGE)).toMatchObject({ ok: false, problem: 'not-supported' });
    const broken = liveHid(undefined, async () => () => Promise.reject(new Error('enumeration failed')));
    expect(await broken.list(FIDO_PAGE)).toMatchObject({ ok: false, problem: 'unreadable' });
  });
});

describe('mark', () => {
  it('is the same for the same key and differs for everything else', async () => {
    const mark = await markOf({}, ownKey);
    expect(await markOf({ path: '/dev/hidraw9', serialNumber: ' CANARY-0012345678\0' }, ownKey)).toBe(mark);
    expect(await markOf({ serialNumber: 'CANARY-0012345679' }, ownKey)).not.toBe(mark);
    expect(await markOf({ productId: 0x0402 }, ownKey)).not.toBe(mark);
    expect(await markOf({ vendorId: 0x096e }, ownKey)).not.toBe(mark);
    expect(await markOf({}, otherKey)).not.toBe(mark);
  });
  it('is HMAC-SHA-256 as documented', async () => {
    // printf '4176:1031:A1' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…
    expect(await markOf({ serialNumber: 'A1' }, ownKey)).toBe('24ea6d0e9177968c1167d7dfd94ba37f');
  });
  it.each([undefined, '', ' ', '0', '000000000000', '0000-0000', '00:00:00', '\0\0'])(
    'there is none for the serial number %j',
    async (serialNumber) => {
      expect(await markOf({ serialNumber }, ownKey)).toBeNull();
    },
  );
  it('there is none without a key of the installation', async () => {
    expect((await list([yubiKey])).map(({ mark }) => mark)).toEqual([null]);
  });
});
