import type { AnyProbe } from './probe.ts';
import { securityKeyDarwin } from './security-key/security-key.darwin.ts';
import { tunnelHostsDarwin } from './tunnel-hosts/tunnel-hosts.darwin.ts';

/** Every macOS probe, in the order of the signal catalogue. */
export const darwinProbes: readonly AnyProbe[] = [securityKeyDarwin, tunnelHostsDarwin];
