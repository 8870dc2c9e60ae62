import { appsWin32 } from './apps/apps.win32.ts';
import { browsersWin32 } from './browsers/browsers.win32.ts';
import { passkeyProvidersWin32 } from './passkey-providers/passkey-providers.win32.ts';
import type { AnyProbe } from './probe.ts';
import { securityKeyWin32 } from './security-key/security-key.win32.ts';
import { vpnProfilesWin32 } from './vpn-profiles/vpn-profiles.win32.ts';

/** Every Windows probe, in the order of the signal catalogue. */
export const win32Probes: readonly AnyProbe[] = [
  securityKeyWin32,
  browsersWin32,
  appsWin32,
  passkeyProvidersWin32,
  vpnProfilesWin32,
];
