import type { Catalogue, SignInClass } from '../../contract/catalogue.ts';
import type { EvidenceGrade } from '../../contract/password-dependencies.ts';
import type { Basis, Shown } from '../../contract/settings-test.ts';
import { gradeOf } from '../assess/dependencies/weigh-evidence.ts';

type Entry = Catalogue['entries'][number];

/** What a program of each sort can do about a sign-in with a passkey. */
export const classWords: Readonly<Record<SignInClass, string>> = {
  'password-only': 'only a user name and password',
  'server-decides': 'can sign in on the web; the server decides',
  'passkey-capable': 'signs in where a passkey can be used',
  'certificate-or-keys': 'certificates or keys, no password and no web page',
  'own-account': 'accounts of its own, not those of Entra ID',
  retired: 'no longer works with Microsoft 365',
};

export const shownWords: Readonly<Record<Shown, string>> = {
  password: 'a password',
  modern: 'web sign-in',
  'passkey-ready': 'a passkey can be used',
  'not-passkey-ready': 'no passkey prompt',
  certificate: 'a certificate',
  key: 'a key',
  'saved-secret': 'a saved secret',
  'server-decides': 'the server decides',
  retired: 'retired',
};

/** One sign that the catalogue looks for. */
export type Sign = {
  id: string;
  where: string;
  says: string;
  shows: Shown;
  grade: EvidenceGrade;
  basis: Basis;
  source: string | null;
};

/** Every sign of an entry: limits of versions first, then cases of settings in the order in which they are tried. */
export function signsOf({ versions = [], tests = [] }: Entry): Sign[] {
  return [
    ...versions.map((one) => ({
      ...worthOf(`version/${one.id}`, one),
      where: `${limitOf(one)}${one.platforms === undefined ? '' : ` (${one.platforms.join(', ')})`}`,
    })),
    ...tests.flatMap(({ id, shown, cases }) =>
      cases.map((one) => ({
        ...worthOf(`${id}/${one.id}`, one),
        where: one.below === undefined ? shown : `${shown}, version below ${one.below}`,
      })),
    ),
  ];
}

function worthOf(
  id: string,
  one: Pick<NonNullable<Entry['versions']>[number], 'says' | 'shows' | 'strength' | 'basis' | 'source'>,
): Omit<Sign, 'where'> {
  return {
    id,
    says: one.says,
    shows: one.shows,
    grade: gradeOf(one),
    basis: one.basis,
    source: one.source ?? null,
  };
}

function limitOf({ below, atLeast }: { below?: string | undefined; atLeast?: string | undefined }): string {
  if (below !== undefined) return `version below ${below}`;
  return atLeast === undefined ? 'installed at all' : `version ${atLeast} or later`;
}

/** `version below 4.6: no SAML (a password, likely)`. */
export function signLine({ where, says, shows, grade }: Sign): string {
  const what = shownWords[shows];
  return `${where}: ${says} (${what === says ? '' : `${what}, `}${grade})`;
}
