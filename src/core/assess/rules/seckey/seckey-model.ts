import { compareVersions } from 'compare-versions';
import type { StatusReport } from '../../../../contract/metadata.ts';
import type { SecurityKeyBook } from '../../../../contract/security-key-book.ts';
import type { Severity } from '../../../../contract/verdict.ts';
import { aaguidOf, depthOf, WITHHELD_AAGUID } from '../../../keys/key-answers.ts';
import { firmwareNumberOf, firmwareOf } from '../../../keys/key-firmware.ts';
import { usbId } from '../../../keys/key-name.ts';
import { isStale } from '../../../keys/metadata-age.ts';
import type { Grounds } from '../../grounds.ts';
import { isCertification, isInForce } from '../../metadata/status-in-force.ts';
import type { KeyInSight, KeyRule } from '../../rule.ts';
import { demandsAttestation, mayDemandAttestation } from '../../tenant/judge-tenant.ts';
import { and, cannotTell, some, type Truth, truthOf } from '../../truth.ts';
import { askFido2, sawKey } from '../facts/key-facts.ts';
import { pages } from '../sources.ts';

type Advisory = SecurityKeyBook['advisories'][number];

/** Statuses with a row of their own. What each does is in policy/security-keys.yaml (`statuses`). */
const watchedStatuses = [
  'REVOKED',
  'USER_KEY_REMOTE_COMPROMISE',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_VERIFICATION_BYPASS',
  'USER_KEY_PHYSICAL_COMPROMISE',
  'UPDATE_AVAILABLE',
  'RETIRED',
  'NOT_FIDO_CERTIFIED',
  'SELF_ASSERTION_SUBMITTED',
] as const;

function historyOf({ key, grounds }: KeyInSight): readonly StatusReport[] {
  const aaguid = aaguidOf(key);
  if (aaguid === null || aaguid === WITHHELD_AAGUID) return [];
  return grounds.keyKnowledge.metadata?.byAaguid.get(aaguid)?.statusReports ?? [];
}
/** In force, and where the row's effect is that under enforcement, enforced as well. */
function holds(seen: KeyInSight, status: string): Truth {
  const firmware = firmwareNumberOf(seen.key);
  const inForce = isInForce(status, historyOf(seen), firmware, `firmware number, for ${status}`);
  const demanded = isAttestationDemanded(seen.grounds);
  return typeof demanded === 'string' || !dependsOnEnforcement(seen.grounds, status)
    ? inForce
    : and(inForce, demanded);
}
function isAttestationDemanded({ tenant }: Grounds): Truth {
  return tenant === null ? 'no' : demandsAttestation(tenant.fido2, 'security-key');
}
function dependsOnEnforcement({ keyKnowledge: { book } }: Grounds, status: string): boolean {
  const entry = Object.hasOwn(book.statuses, status) ? book.statuses[status] : undefined;
  return entry !== undefined && entry.effect !== entry.whenAttestationEnforced;
}
/** What the policy says a status does. Where it cannot be told whether attestation is enforced, what it would do if it were. */
function effectOf(grounds: Grounds, status: string): Severity | null {
  const { statuses } = grounds.keyKnowledge.book;
  const entry = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  if (entry === undefined) return 'info';
  const effect = isAttestationDemanded(grounds) === 'no' ? entry.effect : entry.whenAttestationEnforced;
  return effect === 'none' ? null : effect;
}
function sawStatus(seen: KeyInSight, status: string) {
  const since = historyOf(seen).find((report) => report.status === status)?.effectiveDate;
  const no = seen.grounds.keyKnowledge.metadata?.no;
  const says = `the FIDO metadata (no. ${no}) reports ${status}${since === undefined ? '' : ` since ${since}`}`;
  return sawKey(seen, says);
}

/** Statuses that neither certify nor have a row: words of a newer metadata service. */
function otherStatuses(seen: KeyInSight): string[] {
  const known: ReadonlySet<string> = new Set(watchedStatuses);
  const words = historyOf(seen).map(({ status }) => status);
  return [...new Set(words)].filter((status) => !known.has(status) && !isCertification(status));
}

function advisoriesFor({ key, grounds }: KeyInSight): Advisory[] {
  if (depthOf(key).kind !== 'known') return [];
  const aaguid = aaguidOf(key);
  return grounds.keyKnowledge.book.advisories.filter(({ aaguids, usbVendor }) =>
    aaguids === undefined ? usbVendor === usbId(key.vendorId) : aaguid !== null && aaguids.includes(aaguid),
  );
}
function isAffected(seen: KeyInSight, { id, fixedIn }: Advisory): Truth {
  if (fixedIn === undefined) return 'yes';
  const firmware = firmwareOf(seen.key, seen.grounds.keyKnowledge.book);
  if (firmware === null) {
    const detail = `firmware of ${seen.name.slice(0, 80)}, for ${id}`;
    return cannotTell({ signal: 'security-key', reason: 'unreadable', detail });
  }
  return truthOf(compareVersions(firmware, fixedIn) < 0);
}

const statusRows: readonly KeyRule[] = watchedStatuses.map((status) => ({
  id: `seckey.15-${status.toLowerCase().replaceAll('_', '-')}`,
  kind: 'seckey',
  effect: 'info',
  effectBy: (grounds) => effectOf(grounds, status),
  code: `MDS_STATUS_${status}`,
  owner: 'it',
  needs: ['security-key'],
  condition: `The imported FIDO metadata reports ${status} for the model, and it is still in force`,
  when: (seen) => holds(seen, status),
  evidence: (seen) => sawStatus(seen, status),
  sources: [pages.metadataService, pages.keyVendors],
}));

/** What is known of a key's model: rows 15 and 16 of the truth table, and how fresh that knowledge is. */
export const seckeyModelRules: readonly KeyRule[] = [
  ...statusRows,
  {
    id: 'seckey.15-other',
    kind: 'seckey',
    effect: 'info',
    code: 'MDS_STATUS_OTHER',
    needs: ['security-key'],
    condition: 'The imported FIDO metadata reports a status for the model that this version does not know',
    when: (seen) => truthOf(otherStatuses(seen).length > 0),
    evidence: (seen) =>
      sawKey(seen, `the FIDO metadata reports ${otherStatuses(seen).slice(0, 5).join(', ')}`),
    sources: [pages.metadataService],
  },
  {
    id: 'seckey.16',
    kind: 'seckey',
    effect: 'warn',
    code: 'KEY_FIRMWARE_ADVISORY',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The model and its firmware are in the advisories of policy/security-keys.yaml',
    when: (seen) => some(advisoriesFor(seen), (advisory) => isAffected(seen, advisory)),
    evidence: (seen) => {
      const firmware = firmwareOf(seen.key, seen.grounds.keyKnowledge.book);
      return advisoriesFor(seen)
        .filter((advisory) => isAffected(seen, advisory) === 'yes')
        .flatMap(({ id, title, fixedIn, updatable }) => {
          const fixed = fixedIn === undefined ? '' : `, not affected from ${fixedIn} on`;
          const mend = updatable ? 'newer firmware mends it' : 'firmware cannot be changed';
          return sawKey(seen, `${id}: ${title} (firmware ${firmware ?? 'any'}${fixed}; ${mend})`);
        });
    },
    sources: [pages.eucleak],
  },
  {
    id: 'seckey.metadata-missing',
    kind: 'seckey',
    effect: 'info',
    code: 'METADATA_MISSING',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The company may demand attestation, and no FIDO metadata was imported',
    when: (seen) =>
      and(
        askFido2(seen, () => 'yes'),
        truthOf(
          seen.grounds.keyKnowledge.metadata === null &&
            seen.grounds.tenant !== null &&
            mayDemandAttestation(seen.grounds.tenant.fido2),
        ),
      ),
    evidence: () => [],
    sources: [pages.metadataService],
  },
  {
    id: 'seckey.metadata-stale',
    kind: 'seckey',
    effect: 'info',
    code: 'METADATA_STALE',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The imported FIDO metadata is past the day on which the next was announced',
    when: (seen) => {
      const metadata = seen.grounds.keyKnowledge.metadata;
      return and(
        askFido2(seen, () => 'yes'),
        truthOf(metadata !== null && isStale(metadata, seen.judgedAt)),
      );
    },
    evidence: (seen) => {
      const metadata = seen.grounds.keyKnowledge.metadata;
      return sawKey(
        seen,
        `judged by FIDO metadata no. ${metadata?.no}, due for renewal on ${metadata?.nextUpdate}`,
      );
    },
    sources: [pages.metadataService],
  },
];
