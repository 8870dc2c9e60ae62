import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { isInFlatpak } from '../linux-machine/read-container.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { readFingerprintAtLogin } from './read-login-screen.ts';
import { readPam } from './read-pam.ts';

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'login-methods'>>> {
  if (await isInFlatpak(reach))
    return unknown('not-supported', 'inside a flatpak the machine’s PAM files are not shown');
  const pam = await readPam(reach, stop);
  if (stop.aborted) return cancelled();
  if (!pam.ok) return unknownFrom(pam, 'how this system logs people in could not be read');
  const fingerprintAtLogin = await readFingerprintAtLogin(reach, pam.value);
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: { modules: knownReading(pam.value.modules), fingerprintAtLogin },
    source: 'PAM and GNOME settings files',
  };
}

/** How Linux itself logs people in: PAM modules by service, and the login screen's fingerprint switch. Files only. */
export const loginMethodsLinux: Probe<'login-methods'> = { signal: 'login-methods', observe };
