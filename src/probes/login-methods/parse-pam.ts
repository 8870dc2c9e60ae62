/**
 * Modules that say something about passkeys, fingerprints, security keys, smart cards or Entra ID:
 * pam_fprintd (https://fprint.freedesktop.org/), pam_u2f (https://developers.yubico.com/pam-u2f/),
 * pam_pkcs11 (https://github.com/OpenSC/pam_pkcs11), pam_sss (https://sssd.io/), pam_himmelblau
 * (https://github.com/himmelblau-idm/himmelblau), pam_authd (https://github.com/canonical/authd), pam_aad
 * (https://github.com/aad-for-linux/pam_aad).
 */
const modulesThatMatter: ReadonlySet<string> = new Set([
  'pam_aad',
  'pam_authd',
  'pam_authd_exec',
  'pam_fprintd',
  'pam_fprintd_grosshack',
  'pam_himmelblau',
  'pam_pkcs11',
  'pam_sss',
  'pam_u2f',
]);

/** `type control module`, with a `-` before the type where a missing module is no fault; `control` may be a list in brackets. */
const RULE = /^-?(?:auth|account|password|session)\s+(?:\[[^\]]*\]|[^\s[]\S*)\s+(\S+)/i;

/**
 * Names of the modules that matter in one PAM file. Comments go to the line's end; a backslash before it goes on with the next
 * line: https://man7.org/linux/man-pages/man5/pam.d.5.html. `include`, `substack` and Debian's `@include` name another file, which
 * is read under its own name, so they are not followed.
 */
export function parsePam(text: string): string[] {
  const found = new Set<string>();
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const path = RULE.exec((line.split('#')[0] ?? '').trim())?.[1];
    if (path === undefined) continue;
    // A module's file ends so; what `include` and `substack` name in its place does not.
    const module = /([^/]+)\.so$/.exec(path)?.[1];
    if (module !== undefined && modulesThatMatter.has(module)) found.add(module);
  }
  return [...found];
}

/** The same of /etc/pam.conf, whose lines begin with the service: modules by service. */
export function parsePamConf(text: string): Map<string, string[]> {
  const linesBy = new Map<string, string[]>();
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const parts = /^\s*([\w.-]{1,60})\s+(.*)$/.exec(line.split('#')[0] ?? '');
    if (parts?.[1] === undefined || parts[2] === undefined) continue;
    const service = parts[1].toLowerCase();
    linesBy.set(service, [...(linesBy.get(service) ?? []), parts[2]]);
  }
  return new Map([...linesBy].map(([service, lines]) => [service, parsePam(lines.join('\n'))]));
}
