import { appSettings, personalAppSettings } from './app-settings/app-settings.ts';
import { appsWin32 } from './apps/apps.win32.ts';
import { biometricSensorWin32 } from './biometric-sensor/biometric-sensor.win32.ts';
import { bluetoothWin32 } from './bluetooth/bluetooth.win32.ts';
import { browsersWin32 } from './browsers/browsers.win32.ts';
import { hardwareWin32 } from './hardware/hardware.win32.ts';
import { helloForBusinessWin32 } from './hello-for-business/hello-for-business.win32.ts';
import { helloPolicyWin32 } from './hello-policy/hello-policy.win32.ts';
import { joinStateWin32 } from './join-state/join-state.win32.ts';
import { osWin32 } from './os/os.win32.ts';
import { passkeyProvidersWin32 } from './passkey-providers/passkey-providers.win32.ts';
import type { AnyProbe } from './probe.ts';
import { secureBootWin32 } from './secure-boot/secure-boot.win32.ts';
import { securityKeyWin32 } from './security-key/security-key.win32.ts';
import { tpmWin32 } from './tpm/tpm.win32.ts';
import { tunnelHostsWin32 } from './tunnel-hosts/tunnel-hosts.win32.ts';
import { vpnProfilesWin32 } from './vpn-profiles/vpn-profiles.win32.ts';
import { windowsHelloWin32 } from './windows-hello/windows-hello.win32.ts';

/** Every Windows probe, in the order of the signal catalogue. */
export const win32Probes: readonly AnyProbe[] = [
  osWin32,
  hardwareWin32,
  tpmWin32,
  secureBootWin32,
  biometricSensorWin32,
  bluetoothWin32,
  securityKeyWin32,
  browsersWin32,
  appsWin32,
  appSettings('win32'),
  personalAppSettings('win32'),
  joinStateWin32,
  windowsHelloWin32,
  helloForBusinessWin32,
  helloPolicyWin32,
  passkeyProvidersWin32,
  vpnProfilesWin32,
  tunnelHostsWin32,
];
