import type { Outcome, ProbeReach, SettingsAnswers } from '../../platform/reach.ts';
import type { SettingsQuestion } from '../../platform/settings/answer-questions.ts';
import { sumAnswers } from '../../platform/settings/ask-places.ts';
import { findPerson } from '../windows/people.ts';

/** Asks keys below HKLM in both views, and those below HKCU of the person whom the scan is about. */
export async function askPersonsRegistry(
  reach: ProbeReach,
  place: string,
  questions: readonly SettingsQuestion[],
): Promise<Outcome<SettingsAnswers>> {
  const path = place.slice('HKLM\\'.length);
  if (!/^HKCU\\/i.test(place)) {
    const wide = await reach.registry.askSettings('HKLM', path, '64', questions);
    if (!hasTwoSides(path)) return wide;
    return join(wide, await reach.registry.askSettings('HKLM', path, '32', questions));
  }
  const person = await findPerson(reach);
  if ('kind' in person)
    return { ok: false, problem: 'not-supported', ...(person.detail && { detail: person.detail }) };
  return person.own
    ? reach.registry.askSettings('HKCU', path, '64', questions)
    : reach.registry.askSettings('HKU', `${person.sid}\\${path}`, '64', questions);
}

/** Only below SOFTWARE the two views differ, and not everywhere: https://learn.microsoft.com/en-us/windows/win32/winprog64/shared-registry-keys */
function hasTwoSides(path: string): boolean {
  const shared = /^software\\(microsoft\\windows\\currentversion\\)?(policies|registeredapplications)(\\|$)/i;
  return /^software\\/i.test(path) && !shared.test(path);
}

function join(wide: Outcome<SettingsAnswers>, narrow: Outcome<SettingsAnswers>): Outcome<SettingsAnswers> {
  if (!narrow.ok) return wide.ok || narrow.problem === 'not-found' ? wide : narrow;
  if (!wide.ok) return narrow;
  return {
    ok: true,
    value: {
      files: wide.value.files + narrow.value.files,
      answers: sumAnswers([wide.value.answers, narrow.value.answers]),
      unread: [...wide.value.unread, ...narrow.value.unread],
      changedLately: false,
    },
  };
}
