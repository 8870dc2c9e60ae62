import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contract/capture.ts';
import { liveReach } from '../live/live-reach.ts';
import { recordingReach } from '../record/recording-reach.ts';
import { replayReach } from './replay-reach.ts';

const read = (value: string): Exchange => ({
  port: 'files',
  call: 'readText',
  args: ['/a'],
  outcome: { ok: true, value },
});

describe('replayReach', () => {
  it('answers what was recorded and nothing else', async () => {
    const reach = replayReach([read('one')]);
    expect(await reach.files.readText('/a')).toEqual({ ok: true, value: 'one' });
    expect(await reach.files.readText('/etc/passwd')).toEqual({
      ok: false,
      problem: 'not-captured',
      detail: 'files.readText ["/etc/passwd"]',
    });
    expect(await reach.commands.run('/bin/true', [])).toMatchObject({ problem: 'not-captured' });
    expect(await reach.surroundings.about()).toMatchObject({ problem: 'not-captured' });
  });

  it('gives repeated answers in order and stays with the last', async () => {
    const reach = replayReach([read('one'), read('two')]);
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await reach.files.readText('/a'));
    expect(answers.map((answer) => answer.ok && answer.value)).toEqual(['one', 'two', 'two', 'two']);
  });

  it('takes a question for the same whatever its limits and the order of its keys', async () => {
    const target = { name: 'n', path: '/p', interface: 'i', member: 'm' };
    const turned = { member: 'm', interface: 'i', path: '/p', name: 'n' };
    const reach = replayReach([
      read('one'),
      { port: 'dbus', call: 'call', args: ['system', turned], outcome: { ok: true, value: [1] } },
    ]);
    expect(await reach.files.readText('/a', 17)).toMatchObject({ ok: true });
    expect(await reach.dbus.call('system', target, '', [])).toEqual({ ok: true, value: [1] });
    expect(await reach.dbus.call('session', target, '', [])).toMatchObject({ problem: 'not-captured' });
    expect(await reach.dbus.call('system', target, 's', ['x'])).toMatchObject({ problem: 'not-captured' });
  });

  it('replays a recording of the live machine to the same answers', async () => {
    const recording = recordingReach(liveReach().reach, (exchange) => exchange);
    const ask = async (reach: ReturnType<typeof replayReach>) => [
      await reach.files.list('/proc/self/ns'),
      await reach.files.readHex('/proc/version', 300),
      await reach.files.kind('/no/such'),
      await reach.commands.run('/bin/echo', ['hello'], 1000),
      await reach.hardware.processor(),
      await reach.registry.readTree('HKLM', 'SOFTWARE', { values: [] }),
    ];
    const live = await ask(recording.reach);
    const written = JSON.parse(JSON.stringify(recording.exchanges())) as Exchange[];
    expect(await ask(replayReach(written))).toEqual(live);
  });
});
