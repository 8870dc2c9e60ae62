import { describe, expect, it } from 'vitest';
import { Authenticator } from './authenticator.ts';
import { type Conduct, cancelledAnswer, type Fault, type Step, WireConduct } from './conduct.ts';
import { broadcastChannel, type CtaphidMessage, ctaphidCommand } from './ctaphid-frames.ts';
import { plainTraits } from './traits.ts';

const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const init = { channel: broadcastChannel, command: ctaphidCommand.init, payload: nonce };
const getInfo = { channel: 1, command: ctaphidCommand.cbor, payload: Uint8Array.of(4) };

/** What happens on the wire when `request` is asked of a fresh plain key; at most the first 50 steps. */
function stepsOf(conduct: Conduct, request: CtaphidMessage, wire = new WireConduct(conduct)): Step[] {
  const authenticator = new Authenticator(plainTraits);
  authenticator.answer(init);
  const answer = authenticator.answer(request);
  if (!answer) throw new Error('the plain key did not answer');
  const steps: Step[] = [];
  for (const step of wire.steps(request, answer)) {
    steps.push(step);
    if (steps.length === 50) break;
  }
  return steps;
}

const brief = (step: Step) =>
  step.kind === 'send'
    ? Buffer.from(step.packet).toString('hex', 0, 8)
    : step.kind === 'wait'
      ? step.ms
      : step.kind;
const withFault = (fault: Fault) => stepsOf({ faults: { 'get-info': fault } }, getInfo).map(brief);

const answerStart = ['0000000190004900', '0000000100'];

describe('conduct of the virtual key', () => {
  it('sends the answer at once when nothing else is asked of it', () => {
    const sent = stepsOf({}, getInfo).map(brief);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toBe(answerStart[0]);
  });

  it('keeps alive every 100 ms while it takes its time, and only over MSG and CBOR', () => {
    const conduct: Conduct = { delaysMs: { 'get-info': 250, init: 40 }, keepAlive: 'userPresence' };
    expect(stepsOf(conduct, getInfo).map(brief).slice(0, 6)).toEqual([
      '00000001bb000102',
      100,
      '00000001bb000102',
      100,
      '00000001bb000102',
      50,
    ]);
    expect(stepsOf(conduct, init).map(brief)[0]).toBe(40);
  });

  it('never answers when it stalls, and never stops when it keeps alive for ever', () => {
    expect(withFault('stalls')).toEqual([]);
    expect(withFault('keeps-alive-for-ever')).toHaveLength(50);
    expect(withFault('waits-for-touch-for-ever')[48]).toBe('00000001bb000102');
  });

  it('answers on another channel, out of order, or with a length no message has', () => {
    expect(withFault('answers-on-foreign-channel')[0]).toBe('00ff00fe90004900');
    expect(withFault('frames-out-of-order').map((sent) => String(sent).slice(8, 10))).toEqual(['90', '01']);
    expect(withFault('claims-too-much')[0]).toBe('00000001901dba00');
  });

  it('leaves in the middle of the answer', () => {
    expect(withFault('unplugs-midway')).toEqual([answerStart[0], 'unplug']);
    expect(withFault('stops-midway')).toEqual([answerStart[0]]);
  });

  it('is busy as often as told, then answers', () => {
    const conduct: Conduct = { faults: { 'get-info': { busyAnswers: 2 } } };
    const wire = new WireConduct(conduct);
    const first = () => stepsOf(conduct, getInfo, wire).map(brief)[0];
    expect([first(), first(), first()]).toEqual(['00000001bf000106', '00000001bf000106', answerStart[0]]);
  });

  it('lets the answer to another nonce come first', () => {
    const steps = stepsOf({ faults: { init: 'wrong-nonce-first' } }, init).map((step) =>
      step.kind === 'send' ? Buffer.from(step.packet).toString('hex', 7, 19) : step.kind,
    );
    expect(steps).toEqual(['fefdfcfbfaf9f8f77f000001', '010203040506070800000002']);
  });

  it('gives a whole long answer slowly enough for the kernel to keep it', () => {
    const wire = new WireConduct({});
    const long = { ...getInfo, payload: new Uint8Array(7609) };
    const steps = [...wire.steps(getInfo, long)];
    expect(steps.filter((step) => step.kind === 'send')).toHaveLength(129);
    expect(steps.filter((step) => step.kind === 'wait')).toHaveLength(8);
  });

  it('says "cancelled" over CBOR only', () => {
    expect(cancelledAnswer(getInfo)?.payload).toEqual(Uint8Array.of(0x2d));
    expect(cancelledAnswer(init)).toBeNull();
  });
});
