import { describe, expect, it } from 'vitest';
import { type FakeMachine, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { tunnelHostsDarwin } from '../../probes/tunnel-hosts/tunnel-hosts.darwin.ts';
import { replayReach } from '../replay/replay-reach.ts';
import { recordingReach } from './recording-reach.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const settings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const machine: FakeMachine = {
  about: {},
  network: {
    'cable.ua5v.com:443': 'connected',
    'cable.auth.com:443': { ok: false, problem: 'timed-out' },
  },
  // Members as in https://developer.apple.com/documentation/systemconfiguration/scdynamicstorecopyproxies(_:)
  commands: {
    '/usr/sbin/scutil --proxy': {
      exitCode: 0,
      stdout: [
        '<dictionary> {',
        '  ExceptionsList : <array> {',
        '    0 : *.corp.example',
        '  }',
        '  HTTPSEnable : 1',
        '  HTTPSPort : 8080',
        '  HTTPSProxy : proxy-7.corp.example',
        '  HTTPSUser : akunz',
        '  ProxyAutoConfigURLString : http://wpad.corp.example/akunz.pac',
        '}',
        '',
      ].join('\n'),
      stderr: '',
    },
  },
  registry: {
    [`HKCU\\${settings}`]: { ProxyEnable: 1, AutoConfigURL: 'http://wpad.corp.example/akunz.pac' },
  },
};

describe('a recording of the way through a proxy', () => {
  it('says that there is one, and nothing of it', async () => {
    const recording = recordingReach(
      fakeReach(machine),
      exchangeRedactor({ users: [], hosts: [], homes: [] }),
    );
    const stop = new AbortController().signal;
    const live = await tunnelHostsDarwin.observe(recording.reach, stop);
    await recording.reach.registry.readTree('HKCU', settings, { values: ['ProxyEnable', 'AutoConfigURL'] });
    const exchanges = recording.exchanges();
    expect(JSON.stringify(exchanges)).not.toMatch(/corp\.example|akunz|8080/);
    const replay = replayReach(exchanges);
    expect(await tunnelHostsDarwin.observe(replay, stop)).toEqual(live);
    expect(live).toMatchObject({ facts: { hosts: [{}, { reachable: { reason: 'not-supported' } }] } });
    expect(
      await replay.registry.readTree('HKCU', settings, { values: ['ProxyEnable', 'AutoConfigURL'] }),
    ).toMatchObject({ value: { values: { ProxyEnable: { data: 1 }, AutoConfigURL: { data: 'REDACTED' } } } });
  });
});
