// What `app-sso platform -s` prints, rebuilt from layouts that people published (https://github.com/fleetdm/fleet/issues/51667) and from
// https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension. All values are invented; those
// that must never get out of the machine say CANARY.

export const MICROSOFT_EXTENSION = 'com.microsoft.CompanyPortalMac.ssoextension';
export const MAC_TENANT = '11111111-2222-4333-8444-555555555555';

export type Block = Readonly<Record<string, unknown>> | null;

/** `"key" : value`, two blanks for each step, keys as macOS sorts them. */
function asMacJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^(\s*"(?:[^"\\]|\\.)*"):/gm, '$1 :');
}

export const deviceBlock = (loginType: string, more: Block = {}): Block => ({
  _deviceEncryptionKeyData: 'CANARYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  _deviceSigningKeyData: 'CANARYBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=',
  allowDeviceIdentifiersInAttestation: false,
  created: '2026-11-20T08:14:05Z',
  deviceSigningCertificate: 'MIIBCANARYexampleexample',
  encryptionAlgorithm: 'ECDHE-A256GCM',
  extensionIdentifier: MICROSOFT_EXTENSION,
  fileVaultPolicy: 'AttemptAuthentication (1)',
  loginFrequency: 64800,
  loginPolicy: 'None (0)',
  loginType,
  newUserAuthorizationMode: 'None',
  offlineGracePeriod: '0 hours',
  protocolVersion: 1,
  registrationCompleted: true,
  sdkVersionString: 15.2,
  sharedDeviceKeys: true,
  signingAlgorithm: 'ES256',
  tokenToUserMapping: { AccountName: 'preferred_username', FullName: 'name' },
  unlockPolicy: 'None (0)',
  version: 1,
  ...more,
});

export const loginBlock = (biometricPolicy: string, more: Block = {}): Block => ({
  accountDisplayName: 'CANARY Contoso Entra',
  additionalScopes: 'profile offline_access openid',
  clientID: '29d9ed98-a469-4536-ade2-f981bc1d605e',
  customLoginRequestValues: { client_info: '1', 'x-client-brkrver': '3.16.2', 'x-client-OS': '15.6.0' },
  federationPredicate: "account_type = 'Federated'",
  invalidCredentialPredicate: "error = 'invalid_grant' AND text = '{ \nLogin Configuration:\n'",
  issuer: `https://login.microsoftonline.com/${MAC_TENANT}/v2.0`,
  jwksEndpointURL: `https://login.microsoftonline.com/${MAC_TENANT}/discovery/v2.0/keys`,
  kerberosTicketMappings: [{ clientNameKeyName: 'cn', realmKeyName: 'realm', ticketKeyPath: 'tgt_cloud' }],
  uniqueIdentifierClaimName: 'oid',
  userSEPKeyBiometricPolicy: biometricPolicy,
  ...more,
});

export const userBlock = (loginType: string, state: string, more: Block = {}): Block => ({
  _credential: 'CANARYCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC=',
  created: '2026-11-20T08:14:05Z',
  kerberosStatus: [
    {
      cacheName: '00000000-0000-4000-8000-00000000AAAA',
      importSuccessful: true,
      realm: 'KERBEROS.MICROSOFTONLINE.COM',
      state: 'POUserStateNeedsRegistration (2)',
      upn: 'canary\\@example.test@KERBEROS.MICROSOFTONLINE.COM',
    },
  ],
  lastLoginDate: '2026-11-20T06:02:44Z',
  loginType,
  pendingSigningAlgorithm: 'none',
  state,
  uniqueIdentifier: '00000000-0000-4000-8000-0000CANARYBB',
  userLoginConfiguration: { created: '2026-11-20T08:14:05Z', loginUserName: 'canary@example.test' },
  version: 1,
  ...more,
});

/** The whole text. `tokensEnd`: what stands behind `Expiration:`; null = there are no tokens. */
export function appSsoText(
  blocks: { device: Block; login: Block; user: Block },
  tokensEnd: string | null = '2026-12-04T06:02:43Z (Not Expired)',
): string {
  const block = (value: Block) => (value === null ? ' (null)' : ` ${asMacJson(value)}`);
  return [
    'Time: 2026-11-20 08:14:05 +0000',
    `Device Configuration:\n${block(blocks.device)}`,
    `Login Configuration:\n${block(blocks.login)}`,
    `User Configuration:\n${block(blocks.user)}`,
    ...(tokensEnd === null
      ? []
      : [`SSO Tokens:\nReceived:\n2026-11-20T06:02:44Z\nExpiration:\n${tokensEnd}`]),
  ]
    .join('\n\n')
    .concat('\n');
}
