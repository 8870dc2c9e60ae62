import type { AnyProbe } from './probe.ts';
import { securityKeyWin32 } from './security-key/security-key.win32.ts';

/** Every Windows probe, in the order of the signal catalogue. */
export const win32Probes: readonly AnyProbe[] = [securityKeyWin32];
