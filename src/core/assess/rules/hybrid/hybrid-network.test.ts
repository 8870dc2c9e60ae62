import { describe, expect, test } from 'vitest';
import { withModels, withTenant } from '../../../../../test/contract/key-grounds.ts';
import { authenticatorTenants, relays } from '../../../../../test/contract/network-rule-cases.ts';
import {
  bluetooth,
  device,
  is,
  JUDGED_AT,
  known,
  unknown,
  untold,
} from '../../../../../test/contract/seen-signals.ts';
import type { Signals } from '../../../../contract/signals.ts';
import { readPolicyFiles } from '../../../../platform/policy-files.ts';
import { assess } from '../../assess.ts';
import { judgingFiles } from '../../grounds.ts';

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const policy = withModels(packaged);

function hybrid(change: Signals, grounds = policy) {
  const subject = device('linux', change);
  const found = assess(subject, grounds, JUDGED_AT).kinds.find(({ kind }) => kind === 'hybrid');
  const findings = found?.findings ?? [];
  const about = findings.filter(({ code }) => code.startsWith('TUNNEL') || code === 'SIGNAL_UNKNOWN');
  return { state: found?.state, codes: about.map(({ code }) => code), findings };
}

describe('the way to the phone over the internet', () => {
  test('V13 the network closes the way of iPhones only: ready, with a warning', () => {
    const { state, codes } = hybrid(relays(is(true), is(false)));
    expect([state, codes]).toEqual(['ready', ['TUNNEL_HOST_BLOCKED_IOS']]);
  });
  test('the same for Android phones', () => {
    const { state, codes } = hybrid(relays(is(false), is(true)));
    expect([state, codes]).toEqual(['ready', ['TUNNEL_HOST_BLOCKED_ANDROID']]);
  });
  test('both ways are open: nothing to say', () => {
    const { state, codes } = hybrid(relays(is(true), is(true)));
    expect([state, codes]).toEqual(['ready', []]);
  });
  test('both ways are closed: blocked, said once, with each host', () => {
    const { state, codes, findings } = hybrid(relays(is(false), is(false)));
    expect([state, codes]).toEqual(['blocked', ['TUNNEL_HOSTS_BLOCKED']]);
    expect(findings[0]?.evidence.map(({ says }) => says)).toEqual([
      'cable.ua5v.com, port 443: cannot be reached',
      'cable.auth.com, port 443: cannot be reached',
    ]);
  });
  test('one closed, the other could not be told: the known one warns, the verdict stands', () => {
    const { state, codes } = hybrid(relays(untold('unreadable'), is(false)));
    expect(state).toBe('ready');
    expect(codes.toSorted()).toEqual(['SIGNAL_UNKNOWN', 'TUNNEL_HOST_BLOCKED_IOS']);
  });

  test.each<[string, Signals]>([
    ['an older report', {}],
    ['switched off by policy', { 'tunnel-hosts': unknown('switched-off', 'by the policy') }],
    ['a replay without it', { 'tunnel-hosts': unknown('not-captured') }],
    ['behind a proxy', relays(untold('not-supported'), untold('not-supported'))],
    ['a list of nothing', { 'tunnel-hosts': known({ hosts: [] }) }],
  ])('%s: a note, and ready stays ready', (_name, change) => {
    const { state, codes } = hybrid(change);
    expect([state, codes]).toEqual(['ready', ['TUNNEL_HOSTS_NOT_MEASURED']]);
  });
  test('the note says why', () => {
    const { findings } = hybrid({ 'tunnel-hosts': unknown('switched-off', 'by the policy') });
    const note = findings.find(({ code }) => code === 'TUNNEL_HOSTS_NOT_MEASURED');
    expect(note?.evidence[0]?.says).toBe('switched-off: by the policy');
  });
});

describe('Microsoft Authenticator and the key restrictions of a tenant', () => {
  test.each(authenticatorTenants)('%s', (_name, change, phones) => {
    const { state, findings } = hybrid(relays(is(true), is(true)), withTenant(policy, change));
    const row = findings.find(({ code }) => code === 'AUTHENTICATOR_NOT_ALLOWED');
    expect(state).toBe('ready');
    const named = row?.evidence.map(({ says }) => /\((\w+)\)/.exec(says)?.[1]) ?? null;
    expect(named).toEqual(phones);
    if (row !== undefined) expect(row).toMatchObject({ severity: 'warn', owner: 'it' });
  });
});

describe('Bluetooth whose radios cannot be told', () => {
  const untoldRadios = (change: Parameters<typeof bluetooth>[1]) =>
    hybrid({
      bluetooth: known(bluetooth([], { complete: untold('not-supported'), blocked: untold(), ...change })),
    });
  test('is not a missing radio, and the kind stays unknown', () => {
    const { state, findings } = untoldRadios({});
    expect(state).toBe('unknown');
    const codes = findings.map(({ code }) => code);
    expect(codes).toContain('SIGNAL_UNKNOWN');
    for (const code of ['BT_MISSING', 'BT_OFF', 'BT_NO_LE', 'HYBRID_OK']) expect(codes).not.toContain(code);
  });
  test('is blocked where the company forbids it all the same', () => {
    const forbids = untoldRadios({ policy: is({ allowed: false, allowedServices: null }) });
    expect(forbids.state).toBe('blocked');
    const row = forbids.findings.find(({ code }) => code === 'BT_FORBIDDEN');
    expect(row?.evidence.map(({ says }) => says)).toEqual([
      'radios could not be told',
      'company policy forbids Bluetooth',
    ]);
    const other = ['0000fffd-0000-1000-8000-00805f9b34fb'];
    const list = untoldRadios({ policy: is({ allowed: true, allowedServices: other }) });
    expect(list.findings.map(({ code }) => code)).toContain('BT_SERVICE_NOT_ALLOWED');
  });
  test('an empty list that is whole is a missing radio, as one from before that was said is', () => {
    for (const complete of [{ complete: is(true as const) }, {}]) {
      const { state, findings } = hybrid({ bluetooth: known(bluetooth([], complete)) });
      expect(state).toBe('ready-after-action');
      expect(findings.map(({ code }) => code)).toContain('BT_MISSING');
    }
  });
});
