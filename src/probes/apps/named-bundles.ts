import { knownProviders } from '../passkey-providers/known-providers.ts';

/** An app of macOS that a rule, or a person who fixes a finding, needs to know of: our own word for it, and its bundle ids. */
const named: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(knownProviders.map(({ id, bundles }) => [id, bundles])),
  // The version before the present one has its own.
  '1password-7': ['com.agilebits.onepassword7'],
  // https://learn.microsoft.com/en-us/entra/identity-platform/apple-sso-plugin
  'company-portal': ['com.microsoft.CompanyPortalMac'],
  'yubico-authenticator': ['com.yubico.authenticator'],
  'yubikey-manager': ['com.yubico.ykman'],
  'cisco-secure-client': ['com.cisco.secureclient.gui'],
  'cloudflare-warp': ['com.cloudflare.1dot1dot1dot1.macos'],
  globalprotect: ['com.paloaltonetworks.GlobalProtect.client'],
  'openvpn-connect': ['org.openvpn.client.app'],
  tailscale: ['io.tailscale.ipn.macsys', 'io.tailscale.ipn.macos'],
  tunnelblick: ['net.tunnelblick.tunnelblick'],
  viscosity: ['com.viscosityvpn.Viscosity'],
  wireguard: ['com.wireguard.macos'],
};

const ids = new Map(
  Object.entries(named).flatMap(([id, bundles]) => bundles.map((bundle) => [bundle.toLowerCase(), id])),
);

/**
 * Every bundle id that is asked for: providers of passkeys, and others as packages of Homebrew give them
 * (https://github.com/Homebrew/homebrew-cask, by app). Those of Cisco, GlobalProtect and WireGuard stand in scripts of administrators; no page
 * of the makers was found.
 */
export const namedBundleIds: readonly string[] = Object.values(named).flat();

/** Our word for a bundle id; upper and lower case are one to macOS. */
export function nameOfBundle(bundleId: string): string | null {
  return ids.get(bundleId.toLowerCase()) ?? null;
}
