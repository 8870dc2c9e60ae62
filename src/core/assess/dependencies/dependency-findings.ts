import type { PasswordDependencies, PasswordDependency } from '../../../contract/password-dependencies.ts';
import type { SignalId } from '../../../contract/signals.ts';
import type { Evidence, Finding, Severity } from '../../../contract/verdict.ts';
import type { EngineCode } from '../engine-codes.ts';
import { factsOf, saw } from '../read-signal.ts';
import type { Subject } from '../rule.ts';

/** Programs named in one finding; the whole list is in `passwordDependencies`. */
const MAX_NAMED = 10;

type Group = {
  readonly code: EngineCode;
  readonly of: (item: PasswordDependency) => boolean;
  readonly severity: (items: readonly PasswordDependency[]) => Severity;
};

const always = (severity: Severity) => () => severity;
const isSure = ({ grade }: PasswordDependency) => grade === 'proven' || grade === 'likely';
const isSetUp = ({ presence }: PasswordDependency) => presence === 'configured' || presence === 'used';

/** Worst first. Each program is in one of the first five at most; a saved password is told beside that. */
const groups: readonly Group[] = [
  {
    code: 'APP_NEEDS_PASSWORD',
    of: (item) => item.answer === 'needs-password' && isSure(item),
    severity: always('warn'),
  },
  {
    code: 'APP_NO_PASSKEY_PROMPT',
    of: (item) => item.answer === 'no-passkey-prompt' && isSure(item),
    severity: always('warn'),
  },
  { code: 'APP_RETIRED', of: (item) => item.answer === 'retired', severity: always('warn') },
  {
    code: 'APP_MAY_NEED_PASSWORD',
    of: (item) => (item.answer === 'needs-password' || item.answer === 'no-passkey-prompt') && !isSure(item),
    severity: always('info'),
  },
  {
    code: 'APP_ASK_ADMIN',
    of: ({ answer }) => answer === 'ask-admin',
    // Installed is not used: only what is set up is worth an administrator's time.
    severity: (items) => (items.some(isSetUp) ? 'warn' : 'info'),
  },
  { code: 'APP_SETTINGS_UNREAD', of: ({ answer }) => answer === 'could-not-read', severity: always('info') },
  { code: 'APP_SAVES_PASSWORD', of: ({ savesPassword }) => savesPassword, severity: always('info') },
];

/**
 * Codes that say a sign-in fails once passwords are gone. Fleets count them among what stops devices although they block no passkey. What an
 * administrator has yet to answer stops nobody so far.
 */
export const stopsWithoutPassword: readonly string[] = [
  'APP_NEEDS_PASSWORD',
  'APP_NO_PASSKEY_PROMPT',
  'APP_RETIRED',
] satisfies EngineCode[];

/** What the dependencies come to for the device as a whole, one finding for each sort. They never change the state of a kind. */
export function findingsOfDependencies({ items }: PasswordDependencies, subject: Subject): Finding[] {
  return groups.flatMap(({ code, of, severity }) => {
    const ours = items.filter(of);
    if (ours.length === 0) return [];
    const owner =
      code === 'APP_SETTINGS_UNREAD' || code === 'APP_SAVES_PASSWORD' ? {} : { owner: 'it' as const };
    return [
      {
        rule: 'overall.apps',
        code,
        severity: severity(ours),
        ...owner,
        evidence: evidenceOf(ours, subject),
      },
    ];
  });
}

function evidenceOf(items: readonly PasswordDependency[], subject: Subject): Evidence[] {
  const named = items.slice(0, MAX_NAMED).map((item) => evidenceOfItem(item, subject));
  const more = items.length - named.length;
  const [first] = named;
  if (first === undefined || more <= 0) return named;
  return [...named, { signal: first.signal, says: `and ${more} more` }];
}

function evidenceOfItem(item: PasswordDependency, subject: Subject): Evidence {
  const { name, grade } = item;
  const [first] = item.evidence;
  const [closed] = item.unread;
  const signal = signalOf(item, subject);
  if (item.answer === 'could-not-read' && closed !== undefined) {
    const says = `${name}: could not read its settings: ${closed.reason}`;
    return { ...saw(subject, signal, says), reason: closed.reason };
  }
  if (first === undefined) return saw(subject, signal, `${name} is here`);
  const sure = grade === 'none' ? '' : `, ${grade}`;
  return saw(subject, signal, `${name}: ${first.says} (${first.means})${sure}`);
}

/** The signal that showed what decided. */
function signalOf({ entry, answer, evidence: [first] }: PasswordDependency, subject: Subject): SignalId {
  const has = (rows: readonly { entry: string }[] = []) => rows.some((row) => row.entry === entry);
  const personal = factsOf(subject, 'personal-app-settings');
  if (answer === 'could-not-read') return has(personal?.unread) ? 'personal-app-settings' : 'app-settings';
  if (first === undefined || first.id.startsWith('version/')) return 'apps';
  if (first.id.startsWith('remote-desktop/')) return 'os';
  if (first.id.startsWith('vpn-profile/')) return 'vpn-profiles';
  return has(personal?.found) ? 'personal-app-settings' : 'app-settings';
}
