import { z } from 'zod';
import { CatalogueKind, SignInClass } from './catalogue.ts';
import { CatalogueId } from './catalogue-id.ts';
import { openObject } from './open-object.ts';
import { Shown } from './settings-test.ts';

export const presenceGrades = ['file', 'installed', 'configured', 'used'] as const;
/** How sure it is that the program is here and in use: a file seen < a registered install < a configured profile < used in the last 30 days. */
export const PresenceGrade = z.enum(presenceGrades);
export type PresenceGrade = z.infer<typeof PresenceGrade>;

export const evidenceGrades = ['proven', 'likely', 'possible', 'none'] as const;
/** How sure the sign-in type is: `proven` a setting says so, by a public source; `likely`; `possible`; `none` nothing was found that tells. */
export const EvidenceGrade = z.enum(evidenceGrades);
export type EvidenceGrade = z.infer<typeof EvidenceGrade>;

export const dependencyAnswers = [
  'needs-password',
  'no-passkey-prompt',
  'retired',
  'ask-admin',
  'could-not-read',
  'own-account',
  'not-affected',
  'ready',
] as const;
/**
 * Can it finish an Entra sign-in with a passkey? `needs-password` only a password; `no-passkey-prompt` signs in with Entra in a window that shows no
 * passkey prompt; `retired` no longer works with Microsoft 365; `ask-admin` the server decides; `could-not-read` its settings are there and closed to
 * this scan; `own-account` a password of its own, outside the rollout; `not-affected` certificate or keys; `ready`.
 */
export const DependencyAnswer = z.enum(dependencyAnswers);
export type DependencyAnswer = z.infer<typeof DependencyAnswer>;

/** One thing that was found, in words without anything personal. */
export const DependencyEvidence = openObject({
  /** Ids of the catalogue: `incoming/password`, `version/no-saml`. */
  id: z.string().max(130),
  /** `authMethod=3 in prefs.js`; for a version: `version 4.2, below 4.6`. */
  says: z.string().max(400),
  /** What that means: `a clear-text password`. */
  means: z.string().max(200),
  shows: Shown,
  grade: EvidenceGrade,
  /** Profiles, accounts, connections that say so. */
  count: z.number().int().positive(),
  source: z.url().optional(),
});
export type DependencyEvidence = z.infer<typeof DependencyEvidence>;

/** `yes` as far as this device goes; `perhaps` nobody promises it; `cannot-tell`; `no`. With why, and where that is written. */
const remoteDesktopUse = openObject({
  can: z.enum(['yes', 'perhaps', 'cannot-tell', 'no']),
  because: z.string().max(200),
  source: z.url(),
});

/** A program, VPN profile or stored credential of the catalogue that is here, and what it needs to sign in. */
export const PasswordDependency = openObject({
  entry: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  kind: CatalogueKind,
  class: SignInClass,
  answer: DependencyAnswer,
  /** How sure `answer` is. */
  grade: EvidenceGrade,
  presence: PresenceGrade,
  /** Versions that are installed, newest first. */
  versions: z.array(z.string().max(60)).max(10),
  /** What decided comes first. Where profiles disagree, all are here. */
  evidence: z.array(DependencyEvidence).max(40),
  /** A password or passphrase is kept in its settings. */
  savesPassword: z.boolean(),
  /** Profiles, accounts or connections that are there and fit none of the known cases; absent = none. */
  untold: z.number().int().positive().optional(),
  /** Settings that could not be read: `needs-elevation`. */
  unread: z.array(openObject({ reason: z.string().max(60), count: z.number().int().positive() })),
  /** Of a client of remote desktop: to start a session with a passkey, and to use one in programs inside. The other computer is not seen. */
  remoteDesktop: openObject({ start: remoteDesktopUse, inside: remoteDesktopUse }).optional(),
  /** Days that bite, soonest first. */
  ends: z.array(openObject({ date: z.iso.date(), what: z.string().max(200) })),
});
export type PasswordDependency = z.infer<typeof PasswordDependency>;

/** All that needs a password here, worst first. */
export const PasswordDependencies = openObject({
  /** Version of the catalogue that judged. */
  catalogue: z.string().max(60),
  items: z.array(PasswordDependency).max(500),
  /** Why there may be more, as evidence of the signals: signal and reason. */
  gaps: z.array(openObject({ signal: z.string().max(60), reason: z.string().max(60) })),
  /** People on this device whose settings nobody looked at; null when that is not known either. */
  othersNotInspected: z.number().int().nonnegative().nullable(),
});
export type PasswordDependencies = z.infer<typeof PasswordDependencies>;

/** The same in words. */
export const ExplainedDependency = openObject({
  entry: CatalogueId,
  name: z.string(),
  kind: CatalogueKind,
  answer: DependencyAnswer,
  grade: EvidenceGrade,
  presence: PresenceGrade,
  /** `Needs a password`, `Ask your VPN administrator`. */
  title: z.string(),
  /** One or two sentences for a person. */
  plain: z.string(),
  /** `Proven`, `Likely`, `Possible`. */
  gradeWord: z.string(),
  /** `Used lately`, `Set up`, `Installed`, `A file was seen`. */
  presenceWord: z.string(),
  /** `2 profiles: authMethod=3 in prefs.js (a clear-text password)`. */
  evidence: z.array(z.string()),
  /** What to do, for IT. */
  todo: z.string(),
  ends: z.array(z.string()),
});
export type ExplainedDependency = z.infer<typeof ExplainedDependency>;
