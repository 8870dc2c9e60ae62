import { describe, expect, it } from 'vitest';
import { fakeReach } from '../../../test/doubles/fake-reach.ts';
import { answersOf } from '../../../test/doubles/security-keys/answers-of.ts';
import { encodeGetInfo } from '../../../test/lab/security-keys/get-info-image.ts';
import { yubikey543 } from '../../../test/lab/security-keys/models/yubico.ts';
import type { KeyAnswers } from '../../ctap/key-answers.ts';
import { liveHid } from '../live/hid.ts';
import { replayReach } from '../replay/replay-reach.ts';
import { recordingReach } from './recording-reach.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const redactor = () => exchangeRedactor({ users: ['usb', 'anna'], hosts: ['fido_2_0'], homes: [] });
const plain = answersOf(yubikey543);

async function record(answers: KeyAnswers) {
  const recording = recordingReach(fakeReach({ keys: { a: answers } }), redactor());
  const heard = await recording.reach.securityKeys.ask('a');
  return { heard, exchanges: recording.exchanges() };
}

describe('a key’s answers in a capture', () => {
  it('are the bytes as they came, whatever words are in them, and replay alike', async () => {
    const { heard, exchanges } = await record(plain);
    expect(heard).toEqual({ ok: true, value: plain });
    expect(await replayReach(exchanges).securityKeys.ask('a')).toEqual(heard);
  });

  const canary = new Uint8Array(32).fill(0xca);
  const image = encodeGetInfo({
    versions: ['FIDO_2_3'],
    aaguid: '00000000-0000-0000-0000-000000000000',
    encIdentifier: canary,
    encCredStoreState: canary,
  });
  const hex = Buffer.from(image).toString('hex');
  it.each([
    ['whole', hex],
    ['cut short within', hex.slice(0, hex.indexOf('caca') + 20)],
    ['behind a fault', `a3ff${hex.slice(2)}`],
  ])('hold no identifier of the key, %s', async (_what, getInfo) => {
    expect(getInfo).toContain('caca');
    const { exchanges } = await record({ ...plain, getInfo: { ok: true, hex: getInfo } });
    expect(JSON.stringify(exchanges)).not.toContain('caca');
  });

  it('hold no channel, and no name in the words of a failure', async () => {
    const refused = { ok: false, problem: 'refused', detail: 'anna says no' } as const;
    const { exchanges } = await record({
      ...plain,
      init: `cafecafe${plain.init.slice(8)}`,
      getInfo: refused,
      pinRetries: refused,
    });
    expect(JSON.stringify(exchanges)).not.toMatch(/cafecafe|anna/);
  });
});

describe('a HID node in a capture', () => {
  it('has neither mark nor serial number, while the probe gets its mark', async () => {
    const device = {
      path: '/dev/hidraw3',
      vendorId: 1,
      productId: 2,
      serialNumber: 'CANARY-77',
      manufacturer: 'Maker',
      product: 'Key S/N: CANARY-77',
      release: 1,
      interface: 0,
      usagePage: 0xf1d0,
      usage: 1,
    };
    const hid = liveHid('0f'.repeat(32), async () => async () => [device]);
    const recording = recordingReach({ ...fakeReach({}), hid }, redactor());
    const heard = await recording.reach.hid.list(0xf1d0);
    const mark = heard.ok ? heard.value[0]?.mark : null;
    expect(mark).toMatch(/^[0-9a-f]{32}$/);
    const written = JSON.stringify(recording.exchanges());
    expect(written).not.toMatch(/CANARY|77/);
    expect(written).not.toContain(mark);
    expect(await replayReach(recording.exchanges()).hid.list(0xf1d0)).toMatchObject({
      value: [{ mark: null }],
    });
  });
});
