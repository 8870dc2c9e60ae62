import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Probe, unknown, unknownFrom } from '../probe.ts';
import { judgeNumber, judgeSwitch } from './judge-setting.ts';
import { peripheralsPlace, type SwitchName, settingPlaces } from './policy-places.ts';
import { isRegistryShown, readPolicyTrees } from './read-policy-trees.ts';

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'hello-policy'>>> {
  const shown = await isRegistryShown(reach);
  if (stop.aborted) return cancelled();
  if (!shown.ok) return unknownFrom(shown);
  const trees = await readPolicyTrees(reach);
  if (stop.aborted) return cancelled();
  const judge = (name: SwitchName) => judgeSwitch(trees, settingPlaces[name]);
  const facts: FactsOf<'hello-policy'> = {
    enabled: judge('enabled'),
    requireSecurityDevice: judge('requireSecurityDevice'),
    excludeTpm12: judge('excludeTpm12'),
    postLogonProvisioningOff: judge('postLogonProvisioningOff'),
    biometrics: judge('biometrics'),
    domainBiometrics: judge('domainBiometrics'),
    domainPin: judge('domainPin'),
    signInOptions: judge('signInOptions'),
    securityKeySignIn: judge('securityKeySignIn'),
    enhancedSignInPeripherals: judgeNumber(trees, peripheralsPlace),
  };
  const { enabled } = facts;
  const isAnswered = Object.values(facts).some((reading) => reading.kind === 'known');
  if (!isAnswered && enabled.kind === 'unknown') return unknown(enabled.reason, enabled.detail);
  return { kind: 'known', facts, source: 'group policy and device management in the registry' };
}

/** Settings for Windows Hello and security keys, in Windows' order of precedence. */
export const helloPolicyWin32: Probe<'hello-policy'> = { signal: 'hello-policy', observe };
