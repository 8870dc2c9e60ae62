import type { SettingSource } from '../../contract/facts/hello-policy.ts';

/** Where a setting can be made, highest first. `none` is not a place. */
export type PlaceSource = Exclude<SettingSource, 'none'>;
/**
 * Order in which Windows Hello takes its settings: group policy before device management, and in each the person before the device.
 * https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/configure
 */
export const precedence: readonly PlaceSource[] = ['user-gpo', 'machine-gpo', 'user-mdm', 'device-mdm'];

/** A key that was read once for several settings. `user-…` keys belong to one person. */
export type PolicyTree =
  | 'user-gpo-hello'
  | 'machine-gpo-hello'
  | 'user-mdm-hello'
  | 'device-mdm-hello'
  | 'mdm-hello'
  | 'gpo-fido'
  | 'gpo-biometrics'
  | 'gpo-system'
  | 'mdm-settings'
  | 'mdm-default-sign-in-options';

/** `key`: below the tree, empty for the tree itself. `only`: a value that counts; others are Windows' own default. */
export type Place = { source: PlaceSource; tree: PolicyTree; key: string; value: string; only?: 0 };

/** The same setting of Windows Hello for Business by group policy and by device management. */
function helloPlaces(gpoValue: string, mdmValue: string, key = ''): Place[] {
  return [
    { source: 'user-gpo', tree: 'user-gpo-hello', key, value: gpoValue },
    { source: 'machine-gpo', tree: 'machine-gpo-hello', key, value: gpoValue },
    { source: 'user-mdm', tree: 'user-mdm-hello', key, value: mdmValue },
    { source: 'device-mdm', tree: 'device-mdm-hello', key, value: mdmValue },
  ];
}

function place(source: PlaceSource, tree: PolicyTree, value: string, key = ''): Place {
  return { source, tree, key, value };
}

// Names of the device management values: https://learn.microsoft.com/en-us/windows/client-management/mdm/passportforwork-csp
// Of group policy: https://learn.microsoft.com/en-us/windows/security/identity-protection/hello-for-business/configure (Enabled,
// DisablePostLogonProvisioning); STIG V-253400 (RequireSecurityDevice),
// https://github.com/mitre/inspec-profile-update-action/blob/main/benchmarks/inspec_stubs/U_MS_Windows_11_STIG_V1R3/controls/SV-253400.rb;
// ExcludeSecurityDevices\TPM12 is named by the page on device management and stands so in scripts of security baselines, but in no page
// of Microsoft on group policy that was found. Biometrics, the domain PIN and the page of sign-in options:
// https://www.powershellgallery.com/packages/PSWinUtil/1.6.9/Content/resources%5Cregistry%5CWindowsHello.ps1

/** Every on/off setting and where it can be made. */
export const settingPlaces = {
  enabled: helloPlaces('Enabled', 'UsePassportForWork'),
  requireSecurityDevice: helloPlaces('RequireSecurityDevice', 'RequireSecurityDevice'),
  excludeTpm12: helloPlaces('TPM12', 'TPM12', 'ExcludeSecurityDevices'),
  postLogonProvisioningOff: helloPlaces('DisablePostLogonProvisioning', 'DisablePostLogonProvisioning'),
  biometrics: [
    place('machine-gpo', 'gpo-biometrics', 'Enabled'),
    place('device-mdm', 'mdm-hello', 'UseBiometrics', 'Biometrics'),
  ],
  domainBiometrics: [place('machine-gpo', 'gpo-biometrics', 'Domain Accounts', 'Credential Provider')],
  domainPin: [place('machine-gpo', 'gpo-system', 'AllowDomainPINLogon')],
  signInOptions: [
    place('device-mdm', 'mdm-settings', 'AllowSignInOptions'),
    { ...place('device-mdm', 'mdm-default-sign-in-options', 'value'), only: 0 },
  ],
  // https://learn.microsoft.com/en-us/entra/identity/authentication/howto-authentication-passwordless-security-key-windows names the two
  // settings; the value of group policy: https://github.com/JMarkstrom/fido2-tools-collection/blob/main/Enable-Security-Key-Logon.reg
  securityKeySignIn: [
    place('machine-gpo', 'gpo-fido', 'EnableFIDODeviceLogon'),
    place('device-mdm', 'mdm-hello', 'UseSecurityKeyForSignin', 'SecurityKey'),
  ],
} as const satisfies Record<string, readonly Place[]>;

export type SwitchName = keyof typeof settingPlaces;

/** EnableESSwithSupportedPeripherals, by either management in one place. */
export const peripheralsPlace: Place = place(
  'device-mdm',
  'mdm-hello',
  'EnableESSwithSupportedPeripherals',
  'Biometrics',
);

/** Values that are asked for; nothing else of these keys is read. */
export const policyValues = [
  ...new Set([...Object.values(settingPlaces).flat(), peripheralsPlace].map(({ value }) => value)),
];
