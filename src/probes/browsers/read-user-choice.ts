import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { type Person, readHive } from '../windows/people.ts';
import { keyAt, textOf } from '../windows/registry-values.ts';
import { familyOfProgId } from './known-windows-browsers.ts';

/** Not documented by Microsoft; its own PowerToys reads it: https://github.com/microsoft/PowerToys/pull/40115 */
const HTTPS = 'SOFTWARE\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\https';

/**
 * Family of the browser that opens https links for the person. Late Windows 11 keeps the choice in `UserChoiceLatest`, with the ProgId
 * in a key of its own below, and leaves the older key standing, so the newer goes first
 * (https://github.com/microsoft/PowerToys/pull/40115). Where somebody switched the newer way off by hand it may be the stale one
 * (https://github.com/AdguardTeam/AdguardForWindows/issues/5867); the registry does not tell.
 */
export async function readUserChoice(
  reach: ProbeReach,
  person: Person | Unknown,
): Promise<Reading<string | null>> {
  if ('kind' in person) return person;
  const https = await readHive(reach, person, HTTPS, { values: ['ProgId'], depth: 2 });
  if (!https.ok) {
    return https.problem === 'not-found' ? knownReading(null) : unknownFrom(https, 'default browser');
  }
  const progId =
    progIdIn(keyAt(https.value, 'UserChoiceLatest')) ?? progIdIn(keyAt(https.value, 'UserChoice'));
  if (progId === null) return knownReading(null);
  const family = familyOfProgId(progId);
  return family === undefined
    ? unknown('unreadable', 'links are opened by a program that is not known as a browser')
    : knownReading(family);
}

function progIdIn(choice: RegistryKey | null): string | null {
  if (choice === null) return null;
  const below = keyAt(choice, 'ProgId');
  return textOf(choice, 'ProgId') || (below === null ? null : textOf(below, 'ProgId')) || null;
}
