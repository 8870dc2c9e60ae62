import type { Catalogue } from '../../../contract/catalogue.ts';
import {
  type DependencyAnswer,
  type DependencyEvidence,
  dependencyAnswers,
  type EvidenceGrade,
  evidenceGrades,
} from '../../../contract/password-dependencies.ts';
import type { Basis, Shown, Strength } from '../../../contract/settings-test.ts';

export type Entry = Catalogue['entries'][number];

/** One thing that was found about an entry, and where it comes from. */
export type Clue = {
  readonly evidence: DependencyEvidence;
  readonly from: 'settings' | 'profile' | 'version';
  /** It is about an account of its own, not the company's. */
  readonly own: boolean;
};

/** What was found says this about the entry. */
export type Candidate = { readonly answer: DependencyAnswer; readonly grade: EvidenceGrade };

/** Only a setting that says so by a public source proves; general knowledge is likely at most (docs/catalogue-entries.md). */
export function gradeOf({ basis, strength }: { basis: Basis; strength: Strength }): EvidenceGrade {
  if (strength === 'hint') return 'possible';
  return basis === 'source' && strength === 'proof' ? 'proven' : 'likely';
}

/** The less sure of two. */
export function atMost(grade: EvidenceGrade, limit: EvidenceGrade): EvidenceGrade {
  return compareGrades(grade, limit) < 0 ? limit : grade;
}

/** Negative where the first is surer. */
export function compareGrades(a: EvidenceGrade, b: EvidenceGrade): number {
  return evidenceGrades.indexOf(a) - evidenceGrades.indexOf(b);
}

/** Negative where the first needs more doing. */
export function compareAnswers(a: DependencyAnswer, b: DependencyAnswer): number {
  return dependencyAnswers.indexOf(a) - dependencyAnswers.indexOf(b);
}

const answerOfShown: Readonly<Record<Exclude<Shown, 'saved-secret'>, DependencyAnswer>> = {
  password: 'needs-password',
  'not-passkey-ready': 'no-passkey-prompt',
  retired: 'retired',
  'server-decides': 'ask-admin',
  certificate: 'not-affected',
  key: 'not-affected',
  modern: 'ready',
  'passkey-ready': 'ready',
};

/**
 * What one clue says about signing in to Entra ID with a passkey; null for one that does not tell, such as a saved password, unless it is that of an account
 * of its own. That a program signs in on a web page does not say that the page shows a passkey prompt there, so `modern` is possible at most unless the
 * program is known to.
 */
export function candidateOf({ evidence, own }: Clue, { signIn }: Entry): Candidate | null {
  const { shows, grade } = evidence;
  if (shows === 'saved-secret') return own ? { answer: 'own-account', grade } : null;
  const answer = answerOfShown[shows];
  if (own) return { answer: 'own-account', grade };
  if (signIn.class === 'own-account' && ['needs-password', 'no-passkey-prompt', 'ask-admin'].includes(answer))
    return { answer: 'own-account', grade };
  if (shows === 'modern' && signIn.class !== 'passkey-capable')
    return { answer, grade: atMost(grade, 'possible') };
  return { answer, grade };
}

/** The worst answer, with the best grade that anything gives it; null where there is none. */
export function worstOf(candidates: readonly Candidate[]): Candidate | null {
  const [worst] = candidates.toSorted(
    (a, b) => compareAnswers(a.answer, b.answer) || compareGrades(a.grade, b.grade),
  );
  return worst ?? null;
}
