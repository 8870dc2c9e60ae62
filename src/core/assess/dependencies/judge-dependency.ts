import type {
  DependencyEvidence,
  PasswordDependency,
  PresenceGrade,
} from '../../../contract/password-dependencies.ts';
import type { Grounds } from '../grounds.ts';
import { factsOf } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { limitOfRemoteDesktop } from './clues-of-remote-desktop.ts';
import { type SettingsSay, settingsSay } from './clues-of-settings.ts';
import { cluesOfVersions, type Install, versionsOf } from './clues-of-versions.ts';
import { cluesOfVpnProfiles } from './clues-of-vpn-profiles.ts';
import {
  type Candidate,
  type Clue,
  candidateOf,
  compareAnswers,
  compareGrades,
  type Entry,
  worstOf,
} from './weigh-evidence.ts';

const MAX_EVIDENCE = 40;
const MAX_VERSIONS = 10;

type Seen = {
  readonly installs: readonly Install[];
  readonly settings: SettingsSay;
  readonly profiles: ReturnType<typeof cluesOfVpnProfiles>;
  readonly remoteDesktop: ReturnType<typeof limitOfRemoteDesktop>;
  readonly clues: readonly Clue[];
};

/**
 * One entry of the catalogue on this device; null where nothing of it is here. The worst of what was found decides, so where two profiles disagree
 * neither is hidden. Settings that could not be read never make it better than "could not read".
 */
export function judgeDependency(entry: Entry, subject: Subject, grounds: Grounds): PasswordDependency | null {
  const seen = look(entry, subject);
  const { installs, settings, profiles, clues } = seen;
  if (!isHere(seen)) return null;
  const verdict = worstOf(candidatesOf(entry, seen)) ?? ({ answer: 'ask-admin', grade: 'none' } as const);
  // Of what is no program, such as scheduled tasks, those that need nothing are nothing to tell of.
  if (entry.withoutProgram === true && entry.vpnProfiles === undefined && verdict.answer === 'ready')
    return null;
  const decided = (clue: Clue) => candidateOf(clue, entry)?.answer === verdict.answer;
  return {
    entry: entry.id,
    name: entry.name,
    vendor: entry.vendor,
    kind: entry.kind,
    class: entry.signIn.class,
    answer: verdict.answer,
    grade: verdict.grade,
    presence: presenceOf(seen),
    versions: versionsOf(installs)
      .slice(0, MAX_VERSIONS)
      .map((version) => version.slice(0, 60)),
    evidence: inOrder(clues, entry, decided).slice(0, MAX_EVIDENCE),
    savesPassword: profiles.remembers || clues.some(({ evidence }) => evidence.shows === 'saved-secret'),
    ...(settings.untold === 0 ? {} : { untold: settings.untold }),
    unread: [...settings.unread],
    ...(seen.remoteDesktop === null ? {} : { remoteDesktop: seen.remoteDesktop.uses }),
    ends: endsOf(entry, grounds),
  };
}

function look(entry: Entry, subject: Subject): Seen {
  const installs = (factsOf(subject, 'apps')?.catalogued ?? []).filter((row) => row.entry === entry.id);
  const settings = settingsSay(entry, subject, installs);
  const profiles = cluesOfVpnProfiles(entry, subject);
  const remoteDesktop = limitOfRemoteDesktop(entry, subject);
  const clues = [
    ...settings.clues,
    ...profiles.clues,
    ...cluesOfVersions(entry, installs, subject),
    ...(remoteDesktop?.clues ?? []),
  ];
  return { installs, settings, profiles, remoteDesktop, clues };
}

/** Closed settings alone are no sign of a program: what they may hide is a gap (`mayBeHidden`). */
function isHere({ installs, settings, profiles }: Seen): boolean {
  return installs.length > 0 || settings.there || profiles.count > 0;
}

/**
 * Whether closed settings may be those of an entry that nothing else shows: not where the lists of programs were read and do not have it. Many programs
 * share one folder.
 */
export function mayBeHidden(entry: Entry, subject: Subject): boolean {
  const apps = factsOf(subject, 'apps');
  const isLooked =
    apps?.catalogued !== undefined && apps.sources.every(({ count }) => count.kind !== 'unknown');
  return entry.detect?.[subject.platform] === undefined || !isLooked;
}

function candidatesOf(entry: Entry, seen: Seen): Candidate[] {
  const { clues, settings } = seen;
  const told = clues.flatMap((clue) => {
    const candidate = candidateOf(clue, entry);
    return candidate === null ? [] : [{ clue, candidate }];
  });
  const candidates = told.map(({ candidate }) => candidate);
  if (settings.unread.length > 0) candidates.push({ answer: 'could-not-read', grade: 'none' });
  const isTold = told.some(({ clue, candidate }) => tellsHowItSignsIn(clue, candidate, entry));
  if (settings.untold > 0 || (!isTold && settings.unread.length === 0))
    candidates.push(byClass(entry, seen, candidates));
  return candidates;
}

/** A version says what a program can do. How it is set up is another question wherever the server has a say. */
function tellsHowItSignsIn({ from }: Clue, { answer }: Candidate, { signIn }: Entry): boolean {
  return from !== 'version' || answer !== 'ready' || signIn.class === 'passkey-capable';
}

/** What the sort of program says where nothing here does. That one is installed is never proof of how it is used. */
function byClass(
  { signIn }: Entry,
  { settings, profiles, installs }: Seen,
  found: readonly Candidate[],
): Candidate {
  const configured = settings.configured || profiles.count > 0;
  switch (signIn.class) {
    case 'password-only':
      // The installed version can sign in on a web page, whatever others could.
      if (found.some(({ answer }) => answer === 'ready')) return { answer: 'ask-admin', grade: 'none' };
      return { answer: 'needs-password', grade: configured ? 'likely' : 'possible' };
    case 'server-decides':
      return { answer: 'ask-admin', grade: 'none' };
    case 'passkey-capable':
      return { answer: 'ready', grade: 'possible' };
    case 'certificate-or-keys':
      return { answer: 'not-affected', grade: 'possible' };
    case 'own-account':
      return { answer: 'own-account', grade: configured ? 'likely' : 'possible' };
    case 'retired': {
      const isSurelyHere =
        configured || installs.some(({ by }) => !['name', 'file', 'registry'].includes(by));
      return { answer: 'retired', grade: isSurelyHere ? 'likely' : 'possible' };
    }
  }
}

function presenceOf({ installs, settings, profiles }: Seen): PresenceGrade {
  if (settings.usedLately) return 'used';
  if (settings.configured || profiles.count > 0) return 'configured';
  return installs.some(({ by }) => by !== 'file' && by !== 'registry') ? 'installed' : 'file';
}

/** What decided comes first, then what is worse, then what is surer. */
function inOrder(
  clues: readonly Clue[],
  entry: Entry,
  decided: (clue: Clue) => boolean,
): DependencyEvidence[] {
  return clues
    .toSorted((a, b) => {
      const [left, right] = [candidateOf(a, entry)?.answer, candidateOf(b, entry)?.answer];
      return (
        Number(decided(b)) - Number(decided(a)) ||
        Number(isSaved(a)) - Number(isSaved(b)) ||
        Number(left === undefined) - Number(right === undefined) ||
        (left === undefined || right === undefined ? 0 : compareAnswers(left, right)) ||
        compareGrades(a.evidence.grade, b.evidence.grade) ||
        byText(`${a.evidence.id} ${a.evidence.says}`, `${b.evidence.id} ${b.evidence.says}`)
      );
    })
    .map(({ evidence }) => evidence);
}

/** That a secret is kept says less than how it is used. */
function isSaved({ evidence }: Clue): boolean {
  return evidence.shows === 'saved-secret';
}

/** A day that the policy does not name is passed over: the policy is what says which days count. */
function endsOf({ ends = [] }: Entry, { dates }: Grounds): PasswordDependency['ends'] {
  return ends
    .flatMap((end) => {
      if (!('policyDate' in end)) {
        const doubt = end.basis === 'knowledge' ? ' (not confirmed yet)' : '';
        return [{ date: end.date, what: `${end.what}${doubt}`.slice(0, 200) }];
      }
      const named = dates.find(({ id }) => id === end.policyDate);
      return named === undefined ? [] : [{ date: named.date, what: named.what.slice(0, 200) }];
    })
    .toSorted((a, b) => byText(a.date, b.date) || byText(a.what, b.what));
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
