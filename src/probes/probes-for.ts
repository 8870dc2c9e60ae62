import type { PlatformName } from '../contract/platform-name.ts';
import type { AnyProbe } from './probe.ts';

/** The probes of a platform, loaded only for that platform. A signal without one is reported as `unknown: no-probe`. */
export async function probesFor(platform: PlatformName): Promise<readonly AnyProbe[]> {
  switch (platform) {
    case 'linux':
      return (await import('./for-linux.ts')).linuxProbes;
    case 'win32':
    case 'darwin':
      return [];
  }
}
