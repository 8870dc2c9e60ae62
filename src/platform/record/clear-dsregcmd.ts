/**
 * Lines of `dsregcmd /status` that name a person, a machine, an organisation or a key, with the key right-aligned before ` : `
 * (https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd). Ids of device and tenant are cleared as such.
 */
const NAMING_LINE =
  /^([ \t]*(?:(?:Workplace)?TenantName|Device Name|DomainName|Executing Account Name|User Identity|(?:Workplace)?Thumbprint|KeyContainerId|NgcKeyId|Request Id)[ \t]*:[ \t]*)(\S.*)$/gim;

/** The text without such names. That an account is a machine's own (`PC-0417$`) stays to be seen. */
export function clearDsregcmd(text: string): string {
  return text.replace(NAMING_LINE, (_whole, key: string, value: string) => {
    const isMachine = /\$(?:[\s,]|$)/.test(value);
    return `${key}${isMachine ? 'REDACTED$' : 'REDACTED'}`;
  });
}
