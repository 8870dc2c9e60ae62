import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type AskedKey, askKey } from './ask-key.ts';
import type { KeyAnswer } from './key-answers.ts';
import { ScriptedTransport, type ScriptStep } from './scripted-transport.ts';
import { type KeyTransport, TransportError } from './transport.ts';

const nonce = '1122334455667788';
const askInit: ScriptStep = `=> ffffffff 86 0008 ${nonce}`;
/** Channel 0a0b0c0d, protocol 2, version 5.4.3. */
const initAnswer = (capabilities: string, id = '0a0b0c0d'): ScriptStep =>
  `<= ffffffff 86 0011 ${nonce} ${id} 02 050403 ${capabilities}`;
const opened: ScriptStep[] = [askInit, initAnswer('05')];
/** What brings the channel back into step after a broken call. */
const askResync: ScriptStep = `=> 0a0b0c0d 86 0008 ${nonce}`;
const resync: ScriptStep[] = [askResync, `<= 0a0b0c0d 86 0011 ${nonce} 0a0b0c0d 02 050403 05`];
const askGetInfo: ScriptStep = '=> 0a0b0c0d 90 0001 04';
const cancel: ScriptStep = '=> 0a0b0c0d 91 0000';
const busy: ScriptStep = '<= 0a0b0c0d bf 0001 06';
const atWork: ScriptStep = '<= 0a0b0c0d bb 0001 01';

/** versions ["FIDO_2_0"], aaguid all zero, and these options, each text and flag in hex. */
function infoWith(...options: string[]): string {
  const map = options.length > 0 ? ` 04 a${options.length} ${options.join(' ')}` : '';
  return `${options.length > 0 ? 'a3' : 'a2'} 0181 684649444f5f325f30 0350 ${'00'.repeat(16)}${map}`;
}
const option = {
  clientPin: '69636c69656e7450696e f5',
  uv: '627576 f5',
  bioEnroll: '6962696f456e726f6c6c f4',
  /** One that fills a packet. */
  long: `783c${'61'.repeat(60)} f5`,
  preview: '781b75736572566572696669636174696f6e4d676d7450726576696577 f4',
};

/** A CBOR answer with its status, as packets. */
function cborAnswer(hex: string): ScriptStep[] {
  const data = hex.replaceAll(' ', '');
  const size = (data.length / 2).toString(16).padStart(4, '0');
  const packets: ScriptStep[] = [`<= 0a0b0c0d90${size}${data.slice(0, 114)}`];
  for (let at = 114; at < data.length; at += 118)
    packets.push(
      `<= 0a0b0c0d${(packets.length - 1).toString(16).padStart(2, '0')}${data.slice(at, at + 118)}`,
    );
  return packets;
}
const plainInfo = infoWith();
const plainAnswer = cborAnswer(`00${plainInfo}`);

async function play(
  steps: readonly ScriptStep[],
  { budgetMs = 2500, stop = new AbortController().signal } = {},
): Promise<{ asked: AskedKey; tookMs: number }> {
  const transport = new ScriptedTransport(steps);
  const asked = await askKey(async () => transport, {
    budgetMs,
    stop,
    monotonicMs: transport.nowMs,
    nonce: () => Buffer.from(nonce, 'hex'),
  });
  transport.assertPlayed();
  expect(getEventListeners(stop, 'abort')).toEqual([]);
  expect(transport.nowMs()).toBeLessThanOrEqual(budgetMs);
  return { asked, tookMs: transport.nowMs() };
}

async function getInfoAnswer(...steps: ScriptStep[]): Promise<KeyAnswer | null> {
  const { asked } = await play([...opened, ...steps]);
  if (!asked.ok) throw new Error(`not asked: ${asked.detail}`);
  return asked.answers.getInfo;
}

function known(hex: string): KeyAnswer {
  return { ok: true, hex: hex.replaceAll(' ', '') };
}

const nothing = {
  pinRetries: null,
  uvRetries: null,
  fingerprintModality: null,
  fingerprintSensor: null,
  u2fVersion: null,
};

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

describe('askKey: the channel', () => {
  it.each(['denied', 'busy', 'gone', 'not-supported'] as const)('does not open: %s', async (problem) => {
    const asked = await askKey(() => Promise.reject(new TransportError(problem, 'why')), {
      budgetMs: 100,
      stop: new AbortController().signal,
      monotonicMs: () => 0,
      nonce: () => new Uint8Array(8),
    });
    expect(asked).toEqual({ ok: false, problem, detail: 'why' });
  });

  it('skips answers to other programs, also of other lengths', async () => {
    const { asked } = await play([
      askInit,
      '<= ffffffff 86 0011 9999999999999999 01010101 02 050403 05',
      '<= ffffffff 86 0002 1122',
      initAnswer('05'),
      askGetInfo,
      ...plainAnswer,
    ]);
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: known(plainInfo) } });
  });

  it('takes an INIT answer with more in it than is known', async () => {
    const longer: ScriptStep = `<= ffffffff 86 0013 ${nonce} 0a0b0c0d 02 050403 05 aaaa`;
    const { asked } = await play([askInit, longer, askGetInfo, ...plainAnswer]);
    expect(asked).toMatchObject({ ok: true, answers: { init: '000000000205040305aaaa' } });
  });

  it.each([
    ['too short', `<= ffffffff 86 0010 ${nonce} 0a0b0c0d 02 050403`, /16 bytes/],
    ['the broadcast channel', initAnswer('05', 'ffffffff'), /reserved channel ffffffff/],
    ['channel 0', initAnswer('05', '00000000'), /reserved channel 00000000/],
  ] as const)('refuses an INIT answer: %s', async (_, answer, detail) => {
    const { asked } = await play([askInit, answer]);
    expect(asked).toEqual({ ok: false, problem: 'malformed', detail: expect.stringMatching(detail) });
  });

  it('gives up INIT after two tries of a second each', async () => {
    const { asked, tookMs } = await play([askInit, { silenceMs: 1000 }, askInit]);
    expect(asked).toEqual({ ok: false, problem: 'timed-out', detail: 'no answer' });
    expect(tookMs).toBe(2000);
  });

  it('gives up earlier when the budget is smaller', async () => {
    const { asked, tookMs } = await play([askInit], { budgetMs: 300 });
    expect(asked).toMatchObject({ ok: false, problem: 'timed-out' });
    expect(tookMs).toBe(300);
  });

  it('waits while the key is busy or locked, then asks again', async () => {
    const info = await getInfoAnswer(
      askGetInfo,
      busy,
      { silenceMs: 100 },
      askGetInfo,
      '<= 0a0b0c0d bf 0001 0a',
      { silenceMs: 100 },
      askGetInfo,
      ...plainAnswer,
    );
    expect(info).toEqual(known(plainInfo));
  });

  it('says busy when it stays so until the budget ends', async () => {
    const rounds = Array.from({ length: 25 }, (): ScriptStep[] => [
      askInit,
      '<= ffffffff bf 0001 06',
      { silenceMs: 100 },
    ]);
    const { asked } = await play(rounds.flat().slice(0, -1));
    expect(asked).toEqual({
      ok: false,
      problem: 'busy',
      detail: 'CTAPHID error 0x06 (channel busy)',
    });
  });
});

describe('askKey: packets that are not the answer', () => {
  it('from other channels, and of nobody, are skipped', async () => {
    const info = await getInfoAnswer(
      askGetInfo,
      '<= 01010101 90 0001 00',
      '<= ffffffff 86 0011',
      '<= 0a0b0c0d 05 ffff',
      '<= 0a0b0c0d 88 0000',
      '<= 0a0b0c0d 81 0003 aabbcc',
      ...plainAnswer,
    );
    expect(info).toEqual(known(plainInfo));
  });

  it('may stand between the parts of an answer when they are of another channel', async () => {
    const info = infoWith(option.long);
    const [first, ...rest] = cborAnswer(`00${info}`);
    if (first === undefined || rest.length === 0) throw new Error('one packet only');
    const { asked } = await play([...opened, askGetInfo, first, '<= 01010101 00 ff', ...rest]);
    expect(asked).toMatchObject({ ok: true, answers: { getInfo: known(info) } });
  });

  it('without end are malformed', async () => {
    const flood = Array.from({ length: 10_001 }, (): ScriptStep => '<= 01010101 90 0001 00');
    expect(await getInfoAnswer(askGetInfo, ...flood)).toMatchObject({
      problem: 'malformed',
      detail: 'more than 10000 packets that answer nothing',
    });
  });

  it('late ones do not answer the next question', async () => {
    const info = infoWith(option.uv, option.clientPin);
    const { asked } = await play([
      ...opened,
      askGetInfo,
      ...cborAnswer(`00${info}`),
      '=> 0a0b0c0d 90 0006 06a201010201',
      { silenceMs: 1000 },
      cancel,
      askResync,
      ...cborAnswer('00 a10308'),
      `<= 0a0b0c0d 86 0011 ${nonce} 0a0b0c0d 02 050403 05`,
      '=> 0a0b0c0d 90 0006 06a201010207',
      ...cborAnswer('00 a10503'),
    ]);
    expect(asked).toMatchObject({
      ok: true,
      answers: { pinRetries: { ok: false, problem: 'timed-out' }, uvRetries: known('a10503') },
    });
  });
});

describe('askKey: broken answers', () => {
  it.each([
    ['out of order', ['<= 0a0b0c0d 90 00ff 00', '<= 0a0b0c0d 01'], 'packet 1 came where 0 was due'],
    [
      'twice the same part',
      ['<= 0a0b0c0d 90 00ff 00', '<= 0a0b0c0d 00', '<= 0a0b0c0d 00'],
      'packet 0 came where 1 was due',
    ],
    ['7,610 bytes claimed', ['<= 0a0b0c0d 90 1dba 00'], /claims a message of 7610 bytes/],
    ['65,535 bytes claimed', ['<= 0a0b0c0d 90 ffff 00'], /claims a message of 65535 bytes/],
    [
      'a new message in the middle',
      ['<= 0a0b0c0d 90 00ff 00', '<= 0a0b0c0d 90 0001 00'],
      /a new message began/,
    ],
    [
      'a keepalive in the middle',
      ['<= 0a0b0c0d 90 00ff 00', '<= 0a0b0c0d bb 0001 01'],
      /a new message began/,
    ],
    ['no status', ['<= 0a0b0c0d 90 0000'], 'an answer without a status byte'],
  ] as const)('%s', async (_, answer, detail) => {
    const got = await getInfoAnswer(askGetInfo, ...answer);
    expect(got).toMatchObject({ ok: false, problem: 'malformed' });
    expect(got?.ok === false && got.detail).toMatch(detail);
  });

  it('a packet shorter than a packet', async () => {
    const short = {
      read: async () => new Uint8Array(8),
      write: async () => undefined,
      close: async () => undefined,
    };
    const asked = await askKey(async () => short, {
      budgetMs: 500,
      stop: new AbortController().signal,
      monotonicMs: () => 0,
      nonce: () => new Uint8Array(8),
    });
    expect(asked).toEqual({ ok: false, problem: 'malformed', detail: 'a packet of 8 bytes' });
  });

  it('takes the longest message there is', async () => {
    const answer = await getInfoAnswer(askGetInfo, ...cborAnswer(`00${'ab'.repeat(7608)}`));
    expect(answer).toEqual(known('ab'.repeat(7608)));
  });

  it('names the error of CTAPHID', async () => {
    expect(await getInfoAnswer(askGetInfo, '<= 0a0b0c0d bf 0001 0b')).toEqual({
      ok: false,
      problem: 'refused',
      detail: 'CTAPHID error 0x0b (invalid channel)',
      status: 0x0b,
    });
  });
});

describe('askKey: keys that take their time', () => {
  it('getInfo is asked again in step, and dropped by the key in the end', async () => {
    const answer = await getInfoAnswer(
      askGetInfo,
      { silenceMs: 1000 },
      cancel,
      ...resync,
      askGetInfo,
      { silenceMs: 1000 },
      cancel,
    );
    expect(answer).toMatchObject({ ok: false, problem: 'timed-out', detail: 'no answer' });
  });

  it('a key at work is waited for', async () => {
    const working = Array.from({ length: 20 }, (): ScriptStep[] => [{ silenceMs: 100 }, atWork]).flat();
    expect(await getInfoAnswer(askGetInfo, ...working, ...plainAnswer)).toEqual(known(plainInfo));
  });

  it('but not beyond the budget', async () => {
    const forEver = Array.from({ length: 24 }, (): ScriptStep[] => [{ silenceMs: 100 }, atWork]).flat();
    const answer = await getInfoAnswer(askGetInfo, ...forEver, { silenceMs: 100 }, cancel);
    expect(answer).toMatchObject({ problem: 'timed-out', detail: 'still at work, no answer' });
  });

  it('one that wants a touch is told to drop it at once', async () => {
    const answer = await getInfoAnswer(askGetInfo, atWork, '<= 0a0b0c0d bb 0001 02', cancel);
    expect(answer).toMatchObject({ problem: 'refused', detail: 'the key wants a touch before it answers' });
  });

  it('one that takes no packets is given up in real time', async () => {
    const stuck = new ScriptedTransport([{ hang: true }]);
    const startMs = performance.now();
    const asked = await askKey(async () => stuck, {
      budgetMs: 400,
      stop: new AbortController().signal,
      monotonicMs: () => performance.now(),
      nonce: () => new Uint8Array(8),
    });
    expect(asked).toEqual({ ok: false, problem: 'timed-out', detail: 'the key does not take packets' });
    expect(performance.now() - startMs).toBeLessThan(5000);
    expect(stuck.closed).toBe(1);
  });

  it('one that opens too late is given back then', async () => {
    const late = new ScriptedTransport([]);
    const opening = Promise.withResolvers<KeyTransport>();
    const asked = await askKey(() => opening.promise, {
      budgetMs: 20,
      stop: new AbortController().signal,
      monotonicMs: () => performance.now(),
      nonce: () => new Uint8Array(8),
    });
    expect(asked).toEqual({ ok: false, problem: 'timed-out', detail: 'the key did not open' });
    opening.resolve(late);
    await opening.promise;
    await Promise.resolve();
    expect(late.closed).toBe(1);
  });
});

/** A whole exchange with a key that has everything. */
const wholeExchange: ScriptStep[] = [
  ...opened,
  askGetInfo,
  ...cborAnswer(`00${infoWith(option.uv, option.bioEnroll, option.clientPin)}`),
  '=> 0a0b0c0d 90 0006 06a201010201',
  ...cborAnswer('00 a10308'),
  '=> 0a0b0c0d 90 0006 06a201010207',
  ...cborAnswer('00 a10503'),
  '=> 0a0b0c0d 90 0004 09a106f5',
  ...cborAnswer('00 a10101'),
  '=> 0a0b0c0d 90 0006 09a201010207',
  ...cborAnswer('00 a202010310'),
];
const everyStep = wholeExchange.map((_, at) => at);

describe('askKey: pulled out', () => {
  it.each(everyStep)('before step %i', async (at) => {
    const { asked } = await play([...wholeExchange.slice(0, at), { fail: 'gone' }]);
    if (at < opened.length) expect(asked).toMatchObject({ ok: false, problem: 'gone' });
    else {
      const answers = asked.ok ? Object.values(asked.answers) : [];
      expect(answers).toContainEqual({ ok: false, problem: 'gone', detail: 'scripted: gone' });
    }
  });
});

describe('askKey: told to stop', () => {
  it.each(everyStep)('before step %i', async (at) => {
    const stop = new AbortController();
    const due = String(wholeExchange[at]);
    const isPending = due.startsWith('<= ') && at >= opened.length;
    const told: ScriptStep = { run: () => stop.abort() };
    const steps = [...wholeExchange.slice(0, at), told];
    // A question that is out is taken back; one that is just being written is out as well.
    const writes = due.startsWith('=> ');
    const last: ScriptStep[] = writes ? [wholeExchange[at] as ScriptStep] : [];
    const mayCancel = isPending || (writes && at >= opened.length);
    const { asked } = await play([...steps, ...last, ...(mayCancel ? [cancel] : [])], { stop: stop.signal });
    expect(asked).toEqual({ ok: false, problem: 'cancelled', detail: 'told to stop' });
  });

  it('before it began', async () => {
    const opened = { times: 0 };
    const asked = await askKey(
      async () => {
        opened.times += 1;
        return new ScriptedTransport([]);
      },
      { budgetMs: 100, stop: AbortSignal.abort(), monotonicMs: () => 0, nonce: () => new Uint8Array(8) },
    );
    expect(asked).toMatchObject({ ok: false, problem: 'cancelled' });
    expect(opened.times).toBe(0);
  });

  it('while the key is silent, at once', async () => {
    const stop = new AbortController();
    const silent = new ScriptedTransport([askInit, { hang: true }]);
    setTimeout(() => stop.abort(), 20);
    const asked = await askKey(async () => silent, {
      budgetMs: 60_000,
      stop: stop.signal,
      monotonicMs: () => performance.now(),
      nonce: () => Buffer.from(nonce, 'hex'),
    });
    expect(asked).toMatchObject({ ok: false, problem: 'cancelled' });
    expect(silent.closed).toBe(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});
