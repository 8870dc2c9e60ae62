/** The only keys of a phone book that are looked at, in lower case. Servers, account names, keys and passwords have keys of their own. */
export const phonebookKeys: ReadonlySet<string> = new Set(
  [
    'Type',
    'VpnStrategy',
    'AuthRestrictions',
    'CustomAuthKey',
    'CustomAuthData',
    'AutoLogon',
    'CacheCredentials',
    'DeviceComplianceEnabled',
    'AlwaysOnCapable',
    'DeviceTunnel',
  ].map((key) => key.toLowerCase()),
);
