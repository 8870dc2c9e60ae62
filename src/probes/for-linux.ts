import { appSettings, personalAppSettings } from './app-settings/app-settings.ts';
import { appsLinux } from './apps/apps.linux.ts';
import { biometricSensorLinux } from './biometric-sensor/biometric-sensor.linux.ts';
import { bluetoothLinux } from './bluetooth/bluetooth.linux.ts';
import { browsersLinux } from './browsers/browsers.linux.ts';
import { connectorsLinux } from './connectors/connectors.linux.ts';
import { hardwareLinux } from './hardware/hardware.linux.ts';
import { joinStateLinux } from './join-state/join-state.linux.ts';
import { loginMethodsLinux } from './login-methods/login-methods.linux.ts';
import { osLinux } from './os/os.linux.ts';
import { passkeyProvidersLinux } from './passkey-providers/passkey-providers.linux.ts';
import type { AnyProbe } from './probe.ts';
import { secureBootLinux } from './secure-boot/secure-boot.linux.ts';
import { securityKeyLinux } from './security-key/security-key.linux.ts';
import { tpmLinux } from './tpm/tpm.linux.ts';
import { tunnelHostsLinux } from './tunnel-hosts/tunnel-hosts.linux.ts';

/** Every Linux probe, in the order of the signal catalogue. */
export const linuxProbes: readonly AnyProbe[] = [
  osLinux,
  hardwareLinux,
  tpmLinux,
  secureBootLinux,
  biometricSensorLinux,
  bluetoothLinux,
  securityKeyLinux,
  connectorsLinux,
  browsersLinux,
  appsLinux,
  appSettings('linux'),
  personalAppSettings('linux'),
  joinStateLinux,
  passkeyProvidersLinux,
  loginMethodsLinux,
  tunnelHostsLinux,
];
