import type { PlatformName } from '../contract/platform-name.ts';
import type { AnyProbe } from './probe.ts';

/** The probes of a platform, loaded only for that platform. A signal without one is reported as `unknown: no-probe`. */
export async function probesFor(platform: PlatformName): Promise<readonly AnyProbe[]> {
  switch (platform) {
    case 'linux':
      return (await import('./for-linux.ts')).linuxProbes;
    case 'win32':
      return (await import('./for-win32.ts')).win32Probes;
    case 'darwin':
      return (await import('./for-darwin.ts')).darwinProbes;
  }
}
