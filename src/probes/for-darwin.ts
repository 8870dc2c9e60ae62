import { appsDarwin } from './apps/apps.darwin.ts';
import { browsersDarwin } from './browsers/browsers.darwin.ts';
import { icloudKeychainDarwin } from './icloud-keychain/icloud-keychain.darwin.ts';
import { joinStateDarwin } from './join-state/join-state.darwin.ts';
import { platformSsoDarwin } from './platform-sso/platform-sso.darwin.ts';
import type { AnyProbe } from './probe.ts';
import { securityKeyDarwin } from './security-key/security-key.darwin.ts';
import { tunnelHostsDarwin } from './tunnel-hosts/tunnel-hosts.darwin.ts';
import { vpnProfilesDarwin } from './vpn-profiles/vpn-profiles.darwin.ts';

/** Every macOS probe, in the order of the signal catalogue. */
export const darwinProbes: readonly AnyProbe[] = [
  securityKeyDarwin,
  browsersDarwin,
  appsDarwin,
  joinStateDarwin,
  vpnProfilesDarwin,
  platformSsoDarwin,
  icloudKeychainDarwin,
  tunnelHostsDarwin,
];
