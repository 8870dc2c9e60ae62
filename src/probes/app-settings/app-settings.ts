import type { PlatformName } from '../../contract/platform-name.ts';
import type { Probe } from '../probe.ts';
import { askSettings } from './ask-settings.ts';

/** What the machine's own settings say about how programs sign in. */
export function appSettings(platform: PlatformName): Probe<'app-settings'> {
  return {
    signal: 'app-settings',
    observe: (reach, stop) => askSettings(reach, platform, 'machine', stop),
  };
}

/** The same of the person's settings. */
export function personalAppSettings(platform: PlatformName): Probe<'personal-app-settings'> {
  return {
    signal: 'personal-app-settings',
    observe: (reach, stop) => askSettings(reach, platform, 'person', stop),
  };
}
