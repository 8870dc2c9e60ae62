import { appSettings, personalAppSettings } from './app-settings/app-settings.ts';
import { appsDarwin } from './apps/apps.darwin.ts';
import { biometricSensorDarwin } from './biometric-sensor/biometric-sensor.darwin.ts';
import { bluetoothDarwin } from './bluetooth/bluetooth.darwin.ts';
import { browsersDarwin } from './browsers/browsers.darwin.ts';
import { deviceProtectionDarwin } from './device-protection/device-protection.darwin.ts';
import { hardwareDarwin } from './hardware/hardware.darwin.ts';
import { icloudKeychainDarwin } from './icloud-keychain/icloud-keychain.darwin.ts';
import { joinStateDarwin } from './join-state/join-state.darwin.ts';
import { mdmEnrolmentDarwin } from './mdm-enrolment/mdm-enrolment.darwin.ts';
import { osDarwin } from './os/os.darwin.ts';
import { passkeyProvidersDarwin } from './passkey-providers/passkey-providers.darwin.ts';
import { platformSsoDarwin } from './platform-sso/platform-sso.darwin.ts';
import type { AnyProbe } from './probe.ts';
import { secureEnclaveDarwin } from './secure-enclave/secure-enclave.darwin.ts';
import { securityKeyDarwin } from './security-key/security-key.darwin.ts';
import { tunnelHostsDarwin } from './tunnel-hosts/tunnel-hosts.darwin.ts';
import { vpnProfilesDarwin } from './vpn-profiles/vpn-profiles.darwin.ts';

/** Every macOS probe, in the order of the signal catalogue. */
export const darwinProbes: readonly AnyProbe[] = [
  osDarwin,
  hardwareDarwin,
  biometricSensorDarwin,
  bluetoothDarwin,
  securityKeyDarwin,
  browsersDarwin,
  appsDarwin,
  appSettings('darwin'),
  personalAppSettings('darwin'),
  joinStateDarwin,
  passkeyProvidersDarwin,
  vpnProfilesDarwin,
  secureEnclaveDarwin,
  platformSsoDarwin,
  mdmEnrolmentDarwin,
  icloudKeychainDarwin,
  deviceProtectionDarwin,
  tunnelHostsDarwin,
];
