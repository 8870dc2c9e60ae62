import type { ProbeReach } from '../../platform/reach.ts';
import { type Probe, type Unknown, unknown } from '../probe.ts';
import { askListedKeys } from './ask-listed-keys.ts';

/**
 * Since Windows 10 1903 only administrators may open FIDO devices (https://github.com/Yubico/libfido2/issues/153). Others see such
 * a device listed and are refused (https://github.com/Yubico/libfido2/issues/61), or do not see it at all, since the list itself is
 * made by opening each device (https://github.com/framefilter/keyroost/issues/58, https://github.com/Yubico/python-fido2/issues/55).
 */
async function explainNone(reach: ProbeReach): Promise<Unknown | null> {
  const about = await reach.surroundings.about();
  return about.ok && about.value.elevated
    ? null
    : unknown('needs-elevation', 'Windows may hide security keys from programs without administrator rights');
}

/** FIDO keys on Windows. */
export const securityKeyWin32: Probe<'security-key'> = {
  signal: 'security-key',
  observe: (reach, stop) =>
    askListedKeys(reach, stop, { denied: 'needs-elevation', explainNone: () => explainNone(reach) }),
};
