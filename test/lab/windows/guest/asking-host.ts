// A real probe host with the live reach, in which each of some signals asks the addon one thing; facts are made up, `source` is the answer.

import type { SignalId } from '../../../../src/contract/signals.ts';
import type { ProbeReach } from '../../../../src/platform/reach.ts';
import type { NativeFact } from '../../../../src/platform/windows/native-answers.ts';
import { unknownFrom } from '../../../../src/probes/probe.ts';
import { runTestHost } from '../../../doubles/hosts/run-test-host.ts';
import { steadyFacts } from '../../../doubles/hosts/steady-facts.ts';

const asking =
  (signal: SignalId, fact: NativeFact, ...args: string[]) =>
  async (reach: ProbeReach) => {
    const asked = await reach.native.ask(fact, args);
    if (!asked.ok) return unknownFrom(asked);
    return {
      kind: 'known',
      facts: steadyFacts[signal] as never,
      source: JSON.stringify(asked.value),
    } as const;
  };

runTestHost({
  // Files of Node go through libuv's pool, whatever hangs elsewhere.
  os: async (reach) => {
    const file = await reach.files.readText('C:\\windows\\win.ini');
    const key = await reach.registry.readTree('HKLM', 'SOFTWARE', { values: [] });
    if (!file.ok) return unknownFrom(file);
    if (!key.ok) return unknownFrom(key);
    return { kind: 'known', facts: steadyFacts.os as never, source: 'win.ini' } as const;
  },
  tpm: asking('tpm', 'tpmDevice'),
  'windows-hello': asking('windows-hello', 'webauthn'),
  'biometric-sensor': asking('biometric-sensor', 'biometricUnits'),
  'join-state': asking('join-state', 'entraJoin'),
  'security-key': asking('security-key', 'events', 'System', '*', '1', 'Event/System/EventID'),
});
