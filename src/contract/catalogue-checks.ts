import type { z } from 'zod';
import type { When } from './settings-test.ts';

/**
 * Names that may stand before a secret. Of such a setting a test may ask only whether it is there (`present`), so that no entry, however it came here,
 * can find a secret out by asking whether it begins with an a.
 */
const secretName =
  /pass|pwd|secret|token|credential|cookie|private|^key$|apikey|psk|shared-?key|^pw$|wep|pin$|login$|user|account|auth-data/i;

/** Settings that are named like that and hold none: words for the kind of sign-in, or where something lies. */
const knownHarmless: ReadonlySet<string> = new Set(
  [
    // OpenVPN: a word or a file's name, https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/
    'auth-user-pass',
    // NetworkManager: how a secret is kept, https://networkmanager.dev/docs/api/latest/secrets-flags.html
    'password-flags',
    'cert-pass-flags',
    'Xauth password-flags',
    'IPSec secret-flags',
    // The same: how a password is kept, whether a certificate takes its place.
    // https://github.com/GNOME/NetworkManager-vpnc, https://github.com/nm-l2tp/NetworkManager-l2tp
    'xauth-password-type',
    'user-auth-type',
    // FortiClient: a number, https://docs.fortinet.com/document/forticlient/7.4.5/ems-administration-guide/29925/ssl-vpn
    'azure_auto_login',
    // Cisco VPN Client: whether a password may be kept, https://docstore.mik.ua/univercd/cc/td/doc/product/vpn/client/rel4_0/admin_gd/vcach2.htm
    'SaveUserPassword',
    // .rdp: https://learn.microsoft.com/en-us/azure/virtual-desktop/rdp-properties
    'gatewaycredentialssource',
    // Dynamics NAV: https://learn.microsoft.com/en-us/dynamics-nav/configuring-the-windows-client-using-the-clientusersettings.config-file
    'ClientServicesCredentialType',
    // git: https://git-scm.com/docs/gitcredentials
    'credential',
    // Postfix: https://www.postfix.org/postconf.5.html
    'smtp_sasl_password_maps',
    // Windows tasks: https://learn.microsoft.com/en-us/windows/win32/taskschd/taskschedulerschema-logontype-principaltype-element
    'LogonType',
    // FileZilla and others name the kind of log-in so.
    'Logontype',
    // Office: https://learn.microsoft.com/en-us/microsoft-365/enterprise/modern-auth-for-office-2013-and-2016
    'DisableADALatopWAMOverride',
    // Citrix: whether people may save passwords, a yes or no.
    'AllowSavePwd',
    'SaveCredentials',
  ].map((name) => name.toLowerCase()),
);

/**
 * Whether a setting of this name may hold a secret or a person's name. A name that a star leaves open, or only begins, may be any of them; a number (a word of
 * a line, an item of a list) is of the name before it, and so is an attribute (`<Password value="…"/>`).
 */
export function mayBeSecret(path: string): boolean {
  const [name = '', element = ''] = path
    .split('/')
    .filter((part) => part !== '.' && !/^\d+$/.test(part))
    .toReversed();
  if (name.endsWith('*') || soundsSecret(name)) return true;
  return name.startsWith('@') && soundsSecret(element);
}

function soundsSecret(name: string): boolean {
  return secretName.test(name) && !knownHarmless.has(name.toLowerCase());
}

type Test = {
  id: string;
  reads: string;
  each?: string | undefined;
  only?: When | undefined;
  cases: { id: string; when: When }[];
};
type Entry = { tests?: Test[] | undefined; versions?: { id: string }[] | undefined };

/** What the schema of an entry cannot say field by field. */
export function checkEntry({ tests = [], versions = [] }: Entry, context: z.RefinementCtx): void {
  for (const [at, test] of tests.entries()) {
    askOnlyPresence(test, test.only, ['tests', at, 'only'], context);
    for (const [place, { when }] of test.cases.entries())
      askOnlyPresence(test, when, ['tests', at, 'cases', place, 'when'], context);
    eachOnce(test.cases, ['tests', at, 'cases'], context);
  }
  eachOnce(tests, ['tests'], context);
  eachOnce(versions, ['versions'], context);
}

function askOnlyPresence(
  test: Pick<Test, 'reads' | 'each'>,
  when: When | undefined,
  path: PropertyKey[],
  context: z.RefinementCtx,
): void {
  if (when === undefined) return;
  if (Array.isArray(when)) {
    for (const [at, one] of when.entries()) askOnlyPresence(test, one, [...path, at], context);
    return;
  }
  for (const [name, matcher] of Object.entries(when)) {
    if (matcher.present !== undefined) continue;
    const isColumn = test.reads === 'columns' && /(^|\/)\d+$/.test(name);
    const message = mayBeSecret(test.each === undefined ? name : `${test.each}/${name}`)
      ? `${name} may hold a secret or a name: only "present" may be asked of it`
      : isColumn && matcher.is === undefined
        ? `${name} may be any word of a line: only "is" and "present" may be asked of it`
        : null;
    if (message !== null) context.addIssue({ code: 'custom', path: [...path, name], message });
  }
}

/** An id that stands twice has two meanings; refused at its second place. */
export function eachOnce(
  list: readonly { id: string }[],
  path: PropertyKey[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [at, { id }] of list.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [...path, at, 'id'], message: `${id} stands twice` });
    seen.add(id);
  }
}
