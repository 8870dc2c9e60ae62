import type { Fido2Configuration } from '../../../../contract/tenant.ts';
import { aaguidOf, infoOf, WITHHELD_AAGUID } from '../../../keys/key-answers.ts';
import type { KeyInSight, KeyRule, Rule } from '../../rule.ts';
import { faultyEntries } from '../../tenant/aaguid-list.ts';
import { type Refusal, refusals } from '../../tenant/ask-profile.ts';
import { judgeByTenant, type TenantAnswer, whyOff } from '../../tenant/judge-tenant.ts';
import { missingProfiles, type ProfileInReach } from '../../tenant/profiles-in-reach.ts';
import { cannotTell, type Truth, truthOf } from '../../truth.ts';
import { askFido2, sawKey } from '../facts/key-facts.ts';
import { askTenant, named, passkeysOff, sawTenant, selfServiceOff } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

const MAX_NAMED = 5;

function faultsOf(fido2: Fido2Configuration): string[] {
  const restrictions = [
    fido2.keyRestrictions,
    ...(fido2.passkeyProfiles ?? []).map((one) => one.keyRestrictions),
  ];
  const entries = restrictions.flatMap((one) => faultyEntries(one?.aaGuids ?? []));
  return [
    ...new Set(entries.map((entry) => `the key list holds "${entry.slice(0, 50)}", which is no AAGUID`)),
    ...missingProfiles(fido2).map(
      (id) => `a target names the profile ${id.slice(0, 50)}, which is not in the file`,
    ),
  ];
}

/** What the company allows, whatever key is there. */
export const seckeyTenantRules: readonly Rule[] = [
  passkeysOff('seckey'),
  selfServiceOff('seckey'),
  {
    id: 'seckey.tenant-excluded',
    kind: 'seckey',
    effect: 'info',
    code: 'TENANT_GROUPS_EXCLUDED',
    owner: 'it',
    needs: [],
    condition: 'The tenant excludes some groups from passkeys; who is in them cannot be told here',
    when: (_subject, grounds) =>
      askTenant(grounds, (fido2) =>
        truthOf(whyOff(fido2) === null && (fido2.excludeTargets ?? []).length > 0),
      ),
    evidence: (_subject, { tenant }) => {
      const ids = (tenant?.fido2.excludeTargets ?? []).map(({ id }) => id);
      return sawTenant(`excluded groups: ${named(ids)}`);
    },
    sources: [pages.fido2Configuration, pages.passkeysFido2],
  },
  {
    id: 'seckey.tenant-list',
    kind: 'seckey',
    effect: 'info',
    code: 'TENANT_LIST_FAULTY',
    owner: 'it',
    needs: [],
    condition: 'The tenant file lists something that is no AAGUID, or names a profile that it does not hold',
    when: (_subject, grounds) => askTenant(grounds, (fido2) => truthOf(faultsOf(fido2).length > 0)),
    evidence: (_subject, { tenant }) =>
      (tenant === null ? [] : faultsOf(tenant.fido2)).slice(0, MAX_NAMED).flatMap(sawTenant),
    sources: [pages.fido2Configuration, pages.passkeyProfile],
  },
];

/**
 * May this model be used where attestation is enforced? Microsoft's list decides. A model that is not on the packaged list although the
 * imported metadata says it is certified may be newer than the list.
 */
function isAttestable({ key, grounds }: KeyInSight): Truth {
  const info = infoOf(key);
  const aaguid = aaguidOf(key);
  if (info.kind !== 'known' || aaguid === null || aaguid === WITHHELD_AAGUID) return 'no';
  const formats = info.value.attestationFormats;
  if (formats !== undefined && !formats.includes('packed')) return 'no';
  const { models, metadata } = grounds.keyKnowledge;
  if (models.get(aaguid)?.entraAttestation === true) return 'yes';
  const reports = metadata?.byAaguid.get(aaguid)?.statusReports ?? [];
  const perhapsNewer = reports.some(({ status }) => status.startsWith('FIDO_CERTIFIED'));
  if (models.size > 0 && !perhapsNewer) return 'no';
  const detail = 'whether Microsoft lists this model for attestation';
  return cannotTell({ signal: 'security-key', reason: 'not-supported', detail });
}

function askProfiles(seen: KeyInSight, ask: (answer: TenantAnswer) => Truth): Truth {
  return askFido2(seen, () => {
    const answer = answerFor(seen);
    return answer === null ? 'no' : ask(answer);
  });
}
function answerFor(seen: KeyInSight): TenantAnswer | null {
  const aaguid = aaguidOf(seen.key);
  if (seen.grounds.tenant === null || aaguid === null) return null;
  return judgeByTenant(seen.grounds.tenant.fido2, {
    type: 'deviceBound',
    aaguids: [aaguid],
    attestable: isAttestable(seen),
    about: 'security-key',
  });
}

const refusalWords: {
  readonly [Reason in Refusal]: {
    readonly id: string;
    readonly code: string;
    readonly condition: string;
    readonly because: (profile: ProfileInReach, seen: KeyInSight) => string;
  };
} = {
  type: {
    id: 'seckey.tenant-type',
    code: 'TYPE_NOT_ALLOWED',
    condition:
      'every passkey profile in reach refuses the key, one at least because it allows synced passkeys only',
    because: ({ name }) => `${name} allows synced passkeys only`,
  },
  attestation: {
    id: 'seckey.13',
    code: 'KEY_NOT_ATTESTABLE',
    condition:
      'every passkey profile in reach refuses the key, one at least because it enforces attestation and the model is not eligible',
    because: ({ name }, { key }) => {
      const aaguid = aaguidOf(key);
      const why = aaguid === WITHHELD_AAGUID ? 'the key withholds its model' : `${aaguid} is not eligible`;
      return `${name} demands attestation, and ${why}`;
    },
  },
  model: {
    id: 'seckey.14',
    code: 'AAGUID_NOT_ALLOWED',
    condition: 'every passkey profile in reach refuses the key, one at least because of its key restrictions',
    because: ({ name, keyRestrictions }, { key }) =>
      keyRestrictions?.enforcementType === 'block'
        ? `${name} blocks ${aaguidOf(key)}`
        : `${name} allows only listed keys, and ${aaguidOf(key)} is not listed`,
  },
};

const refusalRows: readonly KeyRule[] = refusals.map((reason) => {
  const { id, code, condition, because } = refusalWords[reason];
  return {
    id,
    kind: 'seckey',
    effect: 'block',
    code,
    owner: 'it',
    needs: ['security-key'],
    condition: `With the tenant's settings given: ${condition}`,
    when: (seen) => askProfiles(seen, ({ refused }) => refused[reason]),
    evidence: (seen) =>
      (answerFor(seen)?.refusing[reason] ?? [])
        .slice(0, MAX_NAMED)
        .flatMap((profile) => sawKey(seen, because(profile, seen))),
    sources: [pages.passkeyProfile, pages.passkeysFido2, pages.keyVendors],
  };
});

/** Whether the company takes this key: rows 13 and 14 of the truth table, by passkey profile. */
export const seckeyTenantKeyRules: readonly KeyRule[] = [
  ...refusalRows,
  {
    id: 'seckey.tenant-depends',
    kind: 'seckey',
    effect: 'unknown',
    code: 'TENANT_DEPENDS_ON_GROUP',
    owner: 'it',
    needs: ['security-key'],
    condition:
      "With the tenant's settings given: some passkey profiles take the key and some refuse it, and none that takes it is for all users",
    when: (seen) => askProfiles(seen, ({ dependsOnGroup }) => dependsOnGroup),
    evidence: (seen) => {
      const answer = answerFor(seen);
      if (answer === null) return [];
      const refusing = Object.values(answer.refusing).flat();
      return [
        ...sawKey(seen, `taken by ${named(answer.taking.map(({ name }) => name))}`),
        ...sawKey(seen, `refused by ${named(refusing.map(({ name }) => name))}`),
      ];
    },
    sources: [pages.passkeyProfile, pages.passkeysFido2],
  },
  {
    id: 'seckey.tenant-groups',
    kind: 'seckey',
    effect: 'info',
    code: 'TENANT_GROUPS_ONLY',
    owner: 'it',
    needs: ['security-key'],
    condition:
      "With the tenant's settings given: every passkey profile in reach takes the key, and they are for some groups only",
    when: (seen) => askProfiles(seen, ({ groupsOnly }) => groupsOnly),
    evidence: (seen) =>
      sawKey(seen, `taken by ${named((answerFor(seen)?.taking ?? []).map(({ name }) => name))}`),
    sources: [pages.passkeyProfile, pages.passkeysFido2],
  },
];
