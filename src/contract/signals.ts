import { z } from 'zod';
import { AppSettingsFacts } from './facts/app-settings.ts';
import { AppsFacts } from './facts/apps.ts';
import { BiometricSensorFacts } from './facts/biometric-sensor.ts';
import { BluetoothFacts } from './facts/bluetooth.ts';
import { BrowsersFacts } from './facts/browsers.ts';
import { ConnectorsFacts } from './facts/connectors.ts';
import { DeviceProtectionFacts } from './facts/device-protection.ts';
import { HardwareFacts } from './facts/hardware.ts';
import { HelloForBusinessFacts } from './facts/hello-for-business.ts';
import { HelloPolicyFacts } from './facts/hello-policy.ts';
import { IcloudKeychainFacts } from './facts/icloud-keychain.ts';
import { JoinStateFacts } from './facts/join-state.ts';
import { LoginMethodsFacts } from './facts/login-methods.ts';
import { MdmEnrolmentFacts } from './facts/mdm-enrolment.ts';
import { OsFacts } from './facts/os.ts';
import { PasskeyProvidersFacts } from './facts/passkey-providers.ts';
import { PlatformSsoFacts } from './facts/platform-sso.ts';
import { SecureBootFacts } from './facts/secure-boot.ts';
import { SecureEnclaveFacts } from './facts/secure-enclave.ts';
import { SecurityKeyFacts } from './facts/security-key.ts';
import { TpmFacts } from './facts/tpm.ts';
import { TunnelHostsFacts } from './facts/tunnel-hosts.ts';
import { VpnProfilesFacts } from './facts/vpn-profiles.ts';
import { WindowsHelloFacts } from './facts/windows-hello.ts';
import { observationOf } from './observation.ts';

/** Facts schema of every signal. Adding a signal starts here (docs/add-a-signal.md). */
export const factsBySignal = {
  os: OsFacts,
  hardware: HardwareFacts,
  tpm: TpmFacts,
  'secure-boot': SecureBootFacts,
  'biometric-sensor': BiometricSensorFacts,
  bluetooth: BluetoothFacts,
  'security-key': SecurityKeyFacts,
  connectors: ConnectorsFacts,
  browsers: BrowsersFacts,
  apps: AppsFacts,
  'app-settings': AppSettingsFacts,
  'personal-app-settings': AppSettingsFacts,
  'join-state': JoinStateFacts,
  'windows-hello': WindowsHelloFacts,
  'hello-for-business': HelloForBusinessFacts,
  'hello-policy': HelloPolicyFacts,
  'passkey-providers': PasskeyProvidersFacts,
  'vpn-profiles': VpnProfilesFacts,
  'secure-enclave': SecureEnclaveFacts,
  'platform-sso': PlatformSsoFacts,
  'mdm-enrolment': MdmEnrolmentFacts,
  'icloud-keychain': IcloudKeychainFacts,
  'device-protection': DeviceProtectionFacts,
  'login-methods': LoginMethodsFacts,
  'tunnel-hosts': TunnelHostsFacts,
} as const;

export type SignalId = keyof typeof factsBySignal;
export type FactsOf<Id extends SignalId> = z.infer<(typeof factsBySignal)[Id]>;

export const signalIds = Object.keys(factsBySignal) as SignalId[];
export const SignalId = z.enum(signalIds as [SignalId, ...SignalId[]]);

/** Observations by signal. A signal this version does not know is kept as it came. */
export const Signals = z
  .object({
    os: observationOf(OsFacts).optional(),
    hardware: observationOf(HardwareFacts).optional(),
    tpm: observationOf(TpmFacts).optional(),
    'secure-boot': observationOf(SecureBootFacts).optional(),
    'biometric-sensor': observationOf(BiometricSensorFacts).optional(),
    bluetooth: observationOf(BluetoothFacts).optional(),
    'security-key': observationOf(SecurityKeyFacts).optional(),
    connectors: observationOf(ConnectorsFacts).optional(),
    browsers: observationOf(BrowsersFacts).optional(),
    apps: observationOf(AppsFacts).optional(),
    'app-settings': observationOf(AppSettingsFacts).optional(),
    'personal-app-settings': observationOf(AppSettingsFacts).optional(),
    'join-state': observationOf(JoinStateFacts).optional(),
    'windows-hello': observationOf(WindowsHelloFacts).optional(),
    'hello-for-business': observationOf(HelloForBusinessFacts).optional(),
    'hello-policy': observationOf(HelloPolicyFacts).optional(),
    'passkey-providers': observationOf(PasskeyProvidersFacts).optional(),
    'vpn-profiles': observationOf(VpnProfilesFacts).optional(),
    'secure-enclave': observationOf(SecureEnclaveFacts).optional(),
    'platform-sso': observationOf(PlatformSsoFacts).optional(),
    'mdm-enrolment': observationOf(MdmEnrolmentFacts).optional(),
    'icloud-keychain': observationOf(IcloudKeychainFacts).optional(),
    'device-protection': observationOf(DeviceProtectionFacts).optional(),
    'login-methods': observationOf(LoginMethodsFacts).optional(),
    'tunnel-hosts': observationOf(TunnelHostsFacts).optional(),
  })
  .catchall(observationOf(z.unknown()));
export type Signals = z.infer<typeof Signals>;
