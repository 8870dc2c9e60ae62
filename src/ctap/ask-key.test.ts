import { describe, expect, it } from 'vitest';
import {
  askGetInfo,
  askInit,
  cborAnswer,
  getInfoAnswer,
  infoWith,
  initAnswer,
  known,
  nothing,
  opened,
  option,
  plainAnswer,
  plainInfo,
  play,
} from '../../test/doubles/security-keys/scripted-exchange.ts';
import type { ScriptStep } from './scripted-transport.ts';

describe('askKey: what is asked', () => {
  it('INIT and getInfo only, when the key names nothing more', async () => {
    const { asked } = await play([...opened, askGetInfo, ...plainAnswer]);
    expect(asked).toEqual({
      ok: true,
      answers: { ...nothing, init: '000000000205040305', getInfo: known(plainInfo) },
    });
  });

  it('PIN retries of a key that can have a PIN, set or not', async () => {
    const info = infoWith('69636c69656e7450696e f4');
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${info}`),
      '=> 0a0b0c0d 90 0006 06a201010201',
      ...cborAnswer('00 a10308'),
    ]);
    expect(asked).toMatchObject({
      ok: true,
      answers: { ...nothing, getInfo: known(info), pinRetries: known('a10308') },
    });
  });

  it('verification retries and the fingerprint reader of a key that has one', async () => {
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${infoWith(option.bioEnroll)}`),
      '=> 0a0b0c0d 90 0006 06a201010207',
      ...cborAnswer('00 a10503'),
      '=> 0a0b0c0d 90 0004 09a106f5',
      ...cborAnswer('00 a10101'),
      '=> 0a0b0c0d 90 0006 09a201010207',
      ...cborAnswer('00 a202010310'),
    ]);
    expect(asked).toMatchObject({
      ok: true,
      answers: {
        pinRetries: null,
        uvRetries: known('a10503'),
        fingerprintModality: known('a10101'),
        fingerprintSensor: known('a202010310'),
      },
    });
  });

  it('the preview command where the key knows no other', async () => {
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${infoWith(option.preview)}`),
      '=> 0a0b0c0d 90 0006 06a201010207',
      ...cborAnswer('3e'),
      '=> 0a0b0c0d 90 0004 40a106f5',
      ...cborAnswer('00 a10101'),
      '=> 0a0b0c0d 90 0006 40a201010207',
      ...cborAnswer('00 a10201'),
    ]);
    expect(asked).toMatchObject({
      ok: true,
      answers: {
        uvRetries: { ok: false, problem: 'refused', status: 0x3e },
        fingerprintSensor: known('a10201'),
      },
    });
  });

  it('only verification retries of a key with a built-in PIN pad or sensor without enrolment', async () => {
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${infoWith(option.uv)}`),
      '=> 0a0b0c0d 90 0006 06a201010207',
      ...cborAnswer('00 a10505'),
    ]);
    expect(asked).toMatchObject({ ok: true, answers: { ...nothing, uvRetries: known('a10505') } });
  });

  it('goes on after a command that the key refuses', async () => {
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${infoWith(option.uv, option.clientPin)}`),
      '=> 0a0b0c0d 90 0006 06a201010201',
      ...cborAnswer('f1'),
      '=> 0a0b0c0d 90 0006 06a201010207',
      ...cborAnswer('00 a10505'),
    ]);
    expect(asked).toMatchObject({
      ok: true,
      answers: {
        pinRetries: {
          ok: false,
          problem: 'refused',
          status: 0xf1,
          detail: "CTAP status 0xf1 (the vendor's own)",
        },
        uvRetries: known('a10505'),
      },
    });
  });

  it('keeps a getInfo that makes no sense, and asks no more', async () => {
    expect(await getInfoAnswer(askGetInfo, ...cborAnswer('00 ff'))).toEqual(known('ff'));
  });

  it('blanks the two members by which a key can be recognised', async () => {
    const secret = (id: string) => `18${id} 5820 ${'5a'.repeat(32)}`;
    const blank = (id: string) => `18${id} 5820 ${'00'.repeat(32)}`;
    const info = (sealed: (id: string) => string) =>
      `a4 0181 684649444f5f325f30 0350 ${'00'.repeat(16)} ${sealed('19')} ${sealed('1e')}`;
    expect(await getInfoAnswer(askGetInfo, ...cborAnswer(`00${info(secret)}`))).toEqual(known(info(blank)));
  });
});

describe('askKey: keys without CTAP2', () => {
  const askVersion: ScriptStep = '=> 0a0b0c0d 83 0007 00030000000000';
  const version: ScriptStep = '<= 0a0b0c0d 83 0008 5532465f5632 9000';

  it('are asked for their U2F version', async () => {
    const { asked } = await play([askInit, initAnswer('01'), askVersion, version]);
    expect(asked).toMatchObject({
      ok: true,
      answers: { ...nothing, getInfo: null, u2fVersion: known('5532465f5632') },
    });
  });

  it('are recognised by refusing CBOR, whatever they claim', async () => {
    const { asked } = await play([...opened, askGetInfo, '<= 0a0b0c0d bf 0001 01', askVersion, version]);
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: null, u2fVersion: known('5532465f5632') } });
  });

  it('are asked in the older form when they find the length wrong', async () => {
    const older: ScriptStep = '=> 0a0b0c0d 83 0009 000300000000000000';
    const steps: ScriptStep[] = [
      askInit,
      initAnswer('00'),
      askVersion,
      '<= 0a0b0c0d 83 0002 6700',
      older,
      version,
    ];
    const { asked } = await play(steps);
    expect(asked).toMatchObject({ ok: true, answers: { u2fVersion: known('5532465f5632') } });
  });

  it.each([
    ['<= 0a0b0c0d 83 0002 6d00', 'refused'],
    ['<= 0a0b0c0d 83 0001 90', 'malformed'],
  ] as const)('that answer %s: %s', async (answer, problem) => {
    const { asked } = await play([askInit, initAnswer('00'), askVersion, answer]);
    expect(asked).toMatchObject({ ok: true, answers: { u2fVersion: { ok: false, problem } } });
  });

  it('are left alone when they take no U2F either', async () => {
    const { asked } = await play([askInit, initAnswer('08')]);
    expect(asked).toMatchObject({ ok: true, answers: { ...nothing, getInfo: null } });
  });
});
