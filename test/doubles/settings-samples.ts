import type { SettingsTest } from '../../src/contract/settings-test.ts';

/** What a made file says; only `auth` is ever asked by value. */
export type SampleValues = { auth: string; password: string; user: string; host: string; path: string };
type Sample = Pick<SettingsTest, 'reads' | 'each'> & {
  /** The setting that tells the kind of sign-in, and the one that holds a secret, from the item. */
  auth: string;
  secret: string;
  text(values: SampleValues): string;
};

const task = ({ auth, password, user, host, path }: SampleValues) => `<?xml version="1.0"?>
<!-- ${path} --><Sites owner="${user}"><Site><Auth>${auth}</Auth><Pass encoding="base64">${password}</Pass><Host>${host}</Host></Site></Sites>`;

/** A small file of every format, with one item that has a kind of sign-in, a secret, a name, an address and a path. Rebuilt after docs/catalogue-entries.md. */
export const settingsSamples: readonly Sample[] = [
  {
    reads: 'ini',
    each: '*',
    auth: 'auth',
    secret: 'password',
    text: (v) =>
      `[${v.host}]\nauth=${v.auth}\npassword=${v.password}\nuser = ${v.user}\nlog=${v.path}\n${v.password}\n`,
  },
  {
    reads: 'phonebook',
    each: '*',
    auth: 'auth',
    secret: 'password',
    text: (v) =>
      `[${v.host}]\r\nMEDIA=rastapi\r\nauth=${v.auth}\r\npassword=${v.password}\r\nPhoneNumber=${v.host}\r\n`,
  },
  {
    reads: 'prefs-js',
    each: 'mail/server/*',
    auth: 'auth',
    secret: 'password',
    text: (v) =>
      Object.entries({
        auth: v.auth,
        password: v.password,
        userName: v.user,
        hostname: v.host,
        directory: v.path,
      })
        .map(([name, value]) => `user_pref("mail.server.server1.${name}", "${value}");\n`)
        .join(''),
  },
  {
    reads: 'directives',
    auth: 'auth',
    secret: 'password',
    text: (v) =>
      `remote ${v.host} 1194\nauth ${v.auth}\npassword ${v.password}\nlog ${v.path}\n<auth-user-pass>\n${v.user}\n${v.password}\n</auth-user-pass>\n`,
  },
  {
    reads: 'pairs',
    each: 'account',
    auth: 'auth',
    secret: 'password',
    text: (v) =>
      `account ${v.user}\nhost ${v.host}\nauth ${v.auth}\nuser: ${v.user}\npassword = ${v.password}\nlogfile ${v.path}\n`,
  },
  {
    reads: 'rdp',
    auth: 'auth',
    secret: 'password 51',
    text: (v) =>
      `full address:s:${v.host}\r\nauth:i:${v.auth}\r\nusername:s:${v.user}\r\npassword 51:b:${v.password}\r\nshell:s:${v.path}\r\n`,
  },
  {
    reads: 'typed-pairs',
    auth: 'auth',
    secret: 'auth-mutual-psk',
    text: (v) =>
      `s:auth:${v.auth}\ns:network-host:${v.host}\ns:client-saved-username:${v.user}\nb:auth-mutual-psk:${v.password}\n`,
  },
  {
    reads: 'braces',
    each: 'connections/*',
    auth: 'local*/auth',
    secret: 'local*/secret',
    text: (v) =>
      `connections {\n  "${v.host}" {\n    local-1 {\n      auth = ${v.auth}\n      secret = "${v.password}"\n      id = ${v.user}\n    }\n  }\n}\ninclude ${v.path}\n`,
  },
  {
    reads: 'columns',
    each: 'line',
    auth: '3',
    secret: '4/password',
    text: (v) => `//${v.host}/x ${v.path} ${v.auth} user=${v.user},password=${v.password} 0 0\n`,
  },
  {
    reads: 'words',
    each: '*',
    auth: 'port',
    secret: 'password',
    text: (v) => `machine ${v.host} login ${v.user} port ${v.auth} password ${v.password}\n# ${v.path}\n`,
  },
  { reads: 'xml', each: '**/Site', auth: 'Auth', secret: 'Pass', text: task },
  {
    reads: 'json',
    each: 'accounts/*',
    auth: 'auth',
    secret: 'tokens',
    text: (v) =>
      JSON.stringify({
        accounts: [{ auth: v.auth, tokens: [v.password], user: v.user, host: v.host }],
        [v.path]: v.path,
      }),
  },
  {
    reads: 'yaml',
    each: '*',
    auth: 'auth',
    secret: 'oauth_token',
    text: (v) =>
      `${JSON.stringify(v.host)}:\n  auth: ${v.auth}\n  oauth_token: ${JSON.stringify(v.password)}\n  user: ${v.user}\n  file: ${v.path}\n`,
  },
  {
    reads: 'plist',
    each: 'Sites/*',
    auth: 'auth',
    secret: 'Password',
    text: (v) =>
      `<?xml version="1.0"?><plist version="1.0"><dict><key>Sites</key><dict><key>${v.host}</key><dict><key>auth</key><string>${v.auth}</string><key>Password</key><string>${v.password}</string><key>User</key><string>${v.user}</string></dict></dict></dict></plist>`,
  },
];

/** A catalogue that asks each format's files below `folder` (`~` or a machine's) for kind of sign-in and saved secret, as a file would hold it. */
export function catalogueOfSamples(folder: string): unknown {
  const worth = { strength: 'proof', basis: 'source', says: 'made up' };
  return {
    schemaVersion: 1,
    kind: 'dev',
    checkedOn: '2026-11-22',
    entries: settingsSamples.map(({ reads, each, auth, secret }) => ({
      id: reads,
      name: `Reads ${reads}`,
      vendor: 'made up',
      withoutProgram: true,
      signIn: { class: 'own-account' },
      tests: [
        {
          id: 'kind',
          reads,
          shown: 'a file',
          places: { linux: [`${folder}/${reads}/*`] },
          ...(each && { each }),
          cases: [{ id: 'password', when: { [auth]: { is: ['pw-kind'] } }, shows: 'password', ...worth }],
        },
        {
          id: 'saved',
          reads,
          shown: 'a file',
          places: { linux: [`${folder}/${reads}/*`] },
          ...(each && { each }),
          cases: [{ id: 'saved', when: { [secret]: { present: true } }, shows: 'saved-secret', ...worth }],
        },
      ],
      remediation: 'Nothing to do here.',
      sources: [],
      confidence: 'low',
    })),
  };
}
