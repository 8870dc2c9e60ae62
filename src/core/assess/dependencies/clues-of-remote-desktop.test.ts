import { describe, expect, it } from 'vitest';
import {
  aCase,
  deviceWith,
  entry,
  found,
  groundsWith,
  installed,
  settingsTest,
} from '../../../../test/contract/dependency-grounds.ts';
import { judge, one } from '../../../../test/contract/judged-dependencies.ts';
import { known, os } from '../../../../test/contract/seen-signals.ts';
import type { Signals } from '../../../contract/signals.ts';
import { judgeDependencies } from './judge-dependencies.ts';

describe('clients of remote desktop', () => {
  const tests = [settingsTest('target', [aCase('entra', { shows: 'passkey-ready' })])];
  const about = entry('mstsc', { kind: 'remote-desktop', tests });
  const on = (kernel: string, installation: 'client' | 'server') => {
    const subject = deviceWith({ machine: { found: [found('mstsc', 'target', 'entra')] } });
    const signals = { ...subject.signals, os: known(os('win32', { kernel, installation })) } as Signals;
    return judgeDependencies({ ...subject, signals }, groundsWith([about])).items[0];
  };
  it('are as good as their connections where the system takes part', () => {
    expect(on('26100.2000', 'client')).toMatchObject({
      answer: 'ready',
      grade: 'proven',
      remoteDesktop: { start: { can: 'yes' }, inside: { can: 'yes' } },
    });
  });
  it('show no prompt on a system that cannot, whatever the connection asks for', () => {
    const item = on('17763.100', 'server');
    expect(item).toMatchObject({ answer: 'no-passkey-prompt', grade: 'likely' });
    expect(item?.evidence.map(({ id }) => id)).toEqual(['remote-desktop/start', 'target/entra']);
  });
  it('that are not here are not listed, and other programs have no such answer', () => {
    expect(judge([about], {}).items).toEqual([]);
    expect(one(entry('vpn'), { installs: [installed('vpn')] })).not.toHaveProperty('remoteDesktop');
  });
});
