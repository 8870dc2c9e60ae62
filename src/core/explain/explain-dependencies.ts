import type { Catalogue } from '../../contract/catalogue.ts';
import type { ExplainedVerdict } from '../../contract/explained.ts';
import type {
  DependencyEvidence,
  ExplainedDependency,
  PasswordDependencies,
  PasswordDependency,
} from '../../contract/password-dependencies.ts';
import {
  countOf,
  gapNote,
  gradeWords,
  othersNote,
  plainOf,
  presenceWords,
  questionOf,
  remoteDesktopLines,
  titleOf,
  untoldOf,
  whyNot,
} from './dependency-words.ts';

/** What still needs a password, in words. An entry that the catalogue no longer has keeps what the verdict itself says. */
export function explainDependencies(
  { items, gaps, othersNotInspected }: PasswordDependencies,
  catalogue: Catalogue,
): Required<Pick<ExplainedVerdict, 'dependencies' | 'dependencyNotes'>> {
  const entries = new Map(catalogue.entries.map((entry) => [entry.id, entry]));
  return {
    dependencies: items.map((item) => explainDependency(item, entries.get(item.entry))),
    dependencyNotes: [
      ...(gaps.length === 0 ? [] : [gapNote(gaps)]),
      ...(othersNotInspected === null || othersNotInspected === 0 ? [] : [othersNote(othersNotInspected)]),
    ],
  };
}

type Entry = Catalogue['entries'][number];

function explainDependency(item: PasswordDependency, entry: Entry | undefined): ExplainedDependency {
  const { answer, grade, kind, presence } = item;
  const since = entry?.signIn.passkeySince;
  return {
    entry: item.entry,
    name: item.name,
    kind,
    answer,
    grade,
    presence,
    title: titleOf(answer, grade, kind),
    plain: plainOf(answer, grade, { name: item.name, since, kind }),
    gradeWord: gradeWords[grade],
    presenceWord: presenceWords[presence],
    evidence: [
      ...item.evidence.map((one) => evidenceLine(one, item)),
      ...(item.untold === undefined ? [] : [untoldOf(item.untold, kind)]),
      ...(item.remoteDesktop === undefined ? [] : remoteDesktopLines(item.remoteDesktop)),
      ...item.unread.map(({ reason, count }) => `${countOf(count, kind)} not read: ${whyNot(reason)}`),
    ],
    todo: todoOf(item, entry),
    ends: item.ends.map(({ date, what }) => `${date}: ${what}`),
  };
}

/** `2 profiles: CustomAuthKey=26 in rasphone.pbk (EAP-MSCHAPv2)`. A version and a system are not counted. */
function evidenceLine(
  { id, says, means, count, grade }: DependencyEvidence,
  item: PasswordDependency,
): string {
  const what = `${says} (${means})`;
  const counted = /^(version|remote-desktop)\//.test(id) ? what : `${countOf(count, item.kind)}: ${what}`;
  return grade === item.grade ? counted : `${counted}, ${gradeWords[grade].toLowerCase()}`;
}

function todoOf({ answer, kind, unread }: PasswordDependency, entry: Entry | undefined): string {
  const advice = entry?.remediation ?? '';
  switch (answer) {
    case 'ask-admin':
      return [questionOf(kind, entry?.signIn.serverSetting), advice].filter((text) => text !== '').join(' ');
    case 'could-not-read':
      return unread.some(({ reason }) => reason === 'needs-elevation')
        ? 'Let the nightly check look, or check again as administrator or root.'
        : 'Check again. If it stays so, look at its settings by hand.';
    case 'ready':
      return 'Sign in once with a passkey to be sure.';
    case 'not-affected':
      return 'Nothing for passkeys. Check that Conditional Access lets it in.';
    case 'own-account':
      return 'Nothing for passkeys.';
    default:
      return advice === '' ? 'Plan a replacement or an exception with an end date.' : advice;
  }
}
