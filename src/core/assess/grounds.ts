import type { Authenticator, AuthenticatorTable } from '../../contract/authenticators.ts';
import type { Catalogue } from '../../contract/catalogue.ts';
import type { KeptMetadata, KeyMetadata } from '../../contract/metadata.ts';
import type { Policy, ProblemBook, RemediationBook } from '../../contract/policy.ts';
import type { SecurityKeyBook } from '../../contract/security-key-book.ts';
import type { TenantPolicy } from '../../contract/tenant.ts';

/** What is known of key models, by AAGUID. */
export type KeyKnowledge = {
  readonly models: ReadonlyMap<string, Authenticator>;
  readonly book: SecurityKeyBook;
  /** The imported metadata blob; null = none. */
  readonly metadata: {
    readonly no: number;
    readonly nextUpdate: string;
    readonly byAaguid: ReadonlyMap<string, KeyMetadata>;
  } | null;
};

/**
 * What a report is judged by: the policy's levels (its `version` says which catalogue, blob and tenant file came in as well), what is
 * known of key models, the catalogue of programs that may need a password, and the company's settings in Entra ID if given.
 */
export type Grounds = Policy & {
  readonly keyKnowledge: KeyKnowledge;
  readonly catalogue: Catalogue;
  readonly tenant: TenantPolicy | null;
};

/** Everything a verdict and its words are made of. */
export type JudgingFiles = { policy: Grounds; remediation: RemediationBook; problems: ProblemBook };

/** Puts the policy folder's files together with what was imported and given. Pure; made once, used for every report. */
export function judgingFiles(
  files: {
    policy: Policy;
    remediation: RemediationBook;
    problems: ProblemBook;
    authenticators: AuthenticatorTable;
    securityKeys: SecurityKeyBook;
    catalogue: Catalogue;
  },
  given: { metadata?: KeptMetadata | null; tenant?: TenantPolicy | null } = {},
): JudgingFiles {
  const { metadata = null, tenant = null } = given;
  const version = [
    files.policy.version,
    // A newer catalogue judges the stored fleet again.
    `apps-${files.catalogue.version}`,
    ...(metadata === null ? [] : [`mds${metadata.no}`]),
    ...(tenant === null ? [] : [`tenant-${tenant.version}`]),
  ].join('+');
  const models = new Map(files.authenticators.authenticators.map((model) => [model.aaguid, model]));
  const keyKnowledge = { models, book: files.securityKeys, metadata: byAaguid(metadata) };
  return {
    policy: { ...files.policy, version, keyKnowledge, catalogue: files.catalogue, tenant },
    remediation: files.remediation,
    problems: files.problems,
  };
}

function byAaguid(metadata: KeptMetadata | null): KeyKnowledge['metadata'] {
  if (metadata === null) return null;
  const { no, nextUpdate, entries } = metadata;
  return { no, nextUpdate, byAaguid: new Map(entries.map((entry) => [entry.aaguid, entry])) };
}
