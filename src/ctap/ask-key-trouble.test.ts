import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  askGetInfo,
  askInit,
  askResync,
  atWork,
  busy,
  cancel,
  cborAnswer,
  getInfoAnswer,
  infoWith,
  initAnswer,
  known,
  nonce,
  opened,
  option,
  plainAnswer,
  plainInfo,
  play,
  resync,
} from '../../test/doubles/security-keys/scripted-exchange.ts';
import { askKey } from './ask-key.ts';
import { ScriptedTransport, type ScriptStep } from './scripted-transport.ts';
import { type KeyTransport, TransportError } from './transport.ts';

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
