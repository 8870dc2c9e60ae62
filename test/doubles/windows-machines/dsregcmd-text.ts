/**
 * `dsregcmd /status` as documented, put together anew with invented names and ids:
 * https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd
 */
export type DsregLines = readonly (readonly [key: string, value: string])[];

export const TENANT = '6d2f41b8-93ac-4e0f-8b57-1c9e34a07d26';
export const DEVICE = '3f0c9a52-6b1e-4d87-9c44-2a71d0e5b813';

const RULE = `+${'-'.repeat(70)}+`;

/** One section: a banner of three lines, then each key set right in 26 columns. */
export function dsregSection(title: string, lines: DsregLines): string {
  const banner = [RULE, `| ${title.padEnd(69)}|`, RULE];
  return ['', ...banner, '', ...lines.map(([key, value]) => `${key.padStart(26)} : ${value}`)].join('\r\n');
}

/** The whole text. Console programs end their lines with CRLF. */
export function dsregText(...sections: string[]): string {
  return [
    ...sections,
    '',
    'For more information, please visit https://www.microsoft.com/aadjerrors',
    '',
  ].join('\r\n');
}

export const deviceState = (entra: string, domain: string) =>
  dsregSection('Device State', [
    ['AzureAdJoined', entra],
    ['EnterpriseJoined', 'NO'],
    ['DomainJoined', domain],
    ['Virtual Desktop', 'NOT SET'],
    ['Device Name', 'PC-0417'],
  ]);

export const deviceDetails = (status: string | null, more: DsregLines = [['TpmProtected', 'YES']]) =>
  dsregSection('Device Details', [
    ['DeviceId', DEVICE],
    ['Thumbprint', '9C41E07B52D83FA6104B7E2C95D1A83F60B7E41D'],
    ['DeviceCertificateValidity', '[ 2025-02-11 08:03:12.000 UTC -- 2035-02-11 08:33:12.000 UTC ]'],
    ['KeyContainerId', 'b80d5e16-27c4-4a9f-8e31-5f6a90d2c7e4'],
    ['KeyProvider', 'Microsoft Platform Crypto Provider'],
    ...more,
    ...(status === null ? [] : ([['DeviceAuthStatus', status]] as const)),
  ]);

export const tenantDetails = dsregSection('Tenant Details', [
  ['TenantName', 'Contoso Example'],
  ['TenantId', TENANT],
  ['AuthCodeUrl', `https://login.microsoftonline.com/${TENANT}/oauth2/authorize`],
]);

export const userState = (ngcSet: string, more: DsregLines = []) =>
  dsregSection('User State', [
    ['NgcSet', ngcSet],
    ['WorkplaceJoined', 'NO'],
    ['WamDefaultSet', 'YES'],
    ...more,
  ]);

export const ssoState = (prt: string, more: DsregLines = []) =>
  dsregSection('SSO State', [
    ['AzureAdPrt', prt],
    ['AzureAdPrtAuthority', prt === 'YES' ? `https://login.microsoftonline.com/${TENANT}` : ''],
    ...more,
    ['EnterprisePrt', 'NO'],
  ]);

export const diagnostics = (account: string) =>
  dsregSection('Diagnostic Data', [
    ['AadRecoveryEnabled', 'NO'],
    ['Executing Account Name', account],
    ['KeySignTest', 'PASSED'],
  ]);

export const ngcCheck = (answers: Partial<Record<string, string>>, result: string, more: DsregLines = []) =>
  dsregSection('Ngc Prerequisite Check', [
    ...[
      'IsDeviceJoined',
      'IsUserAzureAD',
      'PolicyEnabled',
      'PostLogonEnabled',
      'DeviceEligible',
      'SessionIsNotRemote',
    ].map((key) => [key, answers[key] ?? 'YES'] as const),
    ['CertEnrollment', answers.CertEnrollment ?? 'none'],
    ...more,
    ['PreReqResult', result],
  ]);

/** Repeats keys of the device with values of the account. */
export const workAccount = dsregSection('Work Account 1', [
  ['WorkplaceDeviceId', 'a0c58d73-1e94-4f2b-b7d6-6e3f90812c5a'],
  ['KeyProvider', 'Microsoft Software Key Storage Provider'],
  ['TpmProtected', 'NO'],
  ['WorkplaceTenantId', TENANT],
  ['NgcSet', 'YES'],
]);

export const ERIN = 'AzureAD\\ErinFox, erin.fox@contoso.example';
