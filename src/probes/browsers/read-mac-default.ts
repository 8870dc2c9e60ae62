import type { Reading } from '../../contract/observation.ts';
import type { PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';
import { findMacBrowser } from './known-mac-browsers.ts';

/** Apple does not document the file; what many programs read of it: https://github.com/sindresorhus/default-browser-id */
const HANDLERS = 'Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist';
const HTTPS: PartsQuestion = {
  at: ['LSHandlers'],
  each: true,
  only: { key: 'LSHandlerURLScheme', values: ['https'] },
  keep: { LSHandlerRoleAll: 'value', LSHandlerRoleViewer: 'value' },
};
/** Stands for "no one" in a role. */
const NOBODY = '-';

/**
 * Family of the browser that opens https links for the person, or the id of another program that does. Who never chose has no entry; that
 * this means Safari is said by all and written by nobody at Apple, so it is not told as known.
 */
export async function readMacDefault(reach: ProbeReach, homeDir: string): Promise<Reading<string | null>> {
  const handlers = await reach.files.readParts(`${homeDir}/${HANDLERS}`, 'plist', HTTPS);
  if (!handlers.ok && handlers.problem !== 'not-found') return unknownFrom(handlers, 'default browser');
  const ids = (handlers.ok ? handlers.value : []).flatMap(({ kept }) => [
    kept.LSHandlerRoleAll,
    kept.LSHandlerRoleViewer,
  ]);
  const id = ids.find((one) => typeof one === 'string' && one !== '' && one !== NOBODY);
  return typeof id === 'string'
    ? knownReading(findMacBrowser(id)?.family ?? id.toLowerCase().slice(0, 100))
    : unknown('unreadable', 'nobody chose a browser; macOS then opens links with Safari, as far as is known');
}
