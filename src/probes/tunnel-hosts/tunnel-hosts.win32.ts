import type { ProbeReach } from '../../platform/reach.ts';
import type { RegistryRoot } from '../../platform/windows/registry.ts';
import { knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { numberOf, registryValue } from '../windows/registry-values.ts';
import { signedInHives } from '../windows/signed-in-hives.ts';
import { askWhoseSession } from '../windows/whose-session.ts';
import { observeTunnelHosts, type YesOrNo } from './observe-tunnel-hosts.ts';
import { proxyInEnvironment } from './proxy-in-environment.ts';

/**
 * `ProxyEnable` 1: a proxy by name; `AutoConfigURL`: a script says which. In the machine's part where a policy made it so
 * (`ProxySettingsPerUser`). Discovery by WPAD is on by default and says nothing.
 * https://spad.uk/how-does-proxysettingsperuser-work/
 */
const SETTINGS = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

async function settingsName(reach: ProbeReach, root: RegistryRoot, below = ''): Promise<YesOrNo> {
  const key = await reach.registry.readTree(root, `${below}${SETTINGS}`, {
    values: ['ProxyEnable', 'AutoConfigURL'],
  });
  if (!key.ok) return key.problem === 'not-found' ? knownReading(false) : unknownFrom(key);
  const script = registryValue(key.value, 'AutoConfigURL');
  return knownReading(
    numberOf(key.value, 'ProxyEnable') === 1 || (script?.type === 'text' && script.data.trim() !== ''),
  );
}

/** The person's own settings; for a scan that runs in nobody's session those of everybody who is signed in. */
async function ofPeople(reach: ProbeReach): Promise<YesOrNo[]> {
  const whose = await askWhoseSession(reach);
  if (whose.kind === 'person') return [await settingsName(reach, 'HKCU')];
  const hives = await signedInHives(reach);
  if (!Array.isArray(hives)) return [hives];
  if (hives.length === 0)
    return [unknown('needs-person-session', 'nobody is signed in whose proxy could be looked up')];
  return Promise.all(hives.map(({ sid }) => settingsName(reach, 'HKU', `${sid}\\`)));
}

async function askProxy(reach: ProbeReach): Promise<YesOrNo> {
  const environment = await proxyInEnvironment(reach);
  if (environment.ok && environment.value.named) return knownReading(true);
  const [machine, people] = await Promise.all([settingsName(reach, 'HKLM'), ofPeople(reach)]);
  const told = [machine, ...people];
  const named = told.find((one) => one.kind === 'known' && one.value);
  return named ?? told.find((one) => one.kind === 'unknown') ?? knownReading(false);
}

/** The relays of phone sign-in, as this network lets them be reached. */
export const tunnelHostsWin32: Probe<'tunnel-hosts'> = {
  signal: 'tunnel-hosts',
  observe: (reach, stop) => observeTunnelHosts(reach, stop, askProxy),
};
