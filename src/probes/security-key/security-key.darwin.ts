import type { Probe } from '../probe.ts';
import { askListedKeys } from './ask-listed-keys.ts';

/**
 * FIDO keys on macOS, where every account sees the system's whole list of HID devices. No rights are needed as a rule; what
 * refuses is the system's privacy settings or another program's hold.
 */
export const securityKeyDarwin: Probe<'security-key'> = {
  signal: 'security-key',
  observe: (reach, stop) =>
    askListedKeys(reach, stop, { denied: 'no-device-access', explainNone: async () => null }),
};
