import type { Rule, Subject } from '../../rule.ts';
import { demandsAttestation } from '../../tenant/judge-tenant.ts';
import { and, cannotTell, type Truth, truthOf } from '../../truth.ts';
import { tenantOf } from '../facts/device-passkey-tenant.ts';
import { isRegistered } from '../facts/mac-facts.ts';
import { askTenant, passkeysOff, sawTenant } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

/**
 * Model under which Entra ID knows a Mac's Platform credential.
 * Source: https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso
 */
const MAC_PLATFORM_MODEL = '7fd635b3-2ef9-4542-8d9d-164f2c771efc';
/**
 * Whether the Platform credential carries attestation that Entra ID takes is not published. It is asked for at registration only, so it does
 * not matter to who is registered.
 */
function attestable(subject: Subject): Truth {
  if (isRegistered(subject) === 'yes') return 'yes';
  return cannotTell({
    signal: 'platform-sso',
    reason: 'not-supported',
    detail: 'whether a Mac meets the demand for attestation',
  });
}

const { ask, sawRefusals, shared, typeRule, groupRules } = tenantOf({
  kind: 'macplat',
  name: "a Mac's own passkey",
  typeRow: 'macplat.tenant-type',
  asked: (subject) => ({
    type: 'deviceBound',
    aaguids: [MAC_PLATFORM_MODEL],
    attestable: attestable(subject),
    about: 'platform-sso',
  }),
  needs: { type: ['platform-sso'], groups: ['platform-sso'] },
  source: pages.macPlatformSso,
});

/** Whether the company takes a Mac's own passkey: row 15, by passkey profile. */
export const macplatTenantRules: readonly Rule[] = [
  passkeysOff('macplat'),
  {
    ...shared,
    id: 'macplat.15',
    needs: ['platform-sso'],
    code: 'AAGUID_NOT_ALLOWED',
    condition: `With the tenant's settings given: every passkey profile in reach refuses a Mac's own passkey, one at least because of its key restrictions (\`${MAC_PLATFORM_MODEL}\`)`,
    when: (subject, grounds) => ask(subject, grounds, ({ refused }) => refused.model),
    evidence: (subject, grounds) => [
      ...sawRefusals(subject, grounds, 'model', 'does not take the model'),
      ...sawTenant(`model of a Mac's own passkey: ${MAC_PLATFORM_MODEL}`),
    ],
  },
  typeRule,
  {
    ...shared,
    id: 'macplat.tenant-attestation',
    needs: ['platform-sso'],
    effect: 'unknown',
    code: 'ATTESTATION_UNPUBLISHED',
    condition:
      "With the tenant's settings given: attestation is enforced in every passkey profile in reach, and Mac and person are not registered yet (whether a Mac meets that demand is not published)",
    when: (subject, grounds) =>
      and(
        askTenant(grounds, (fido2) => demandsAttestation(fido2, 'platform-sso')),
        truthOf(isRegistered(subject) !== 'yes'),
      ),
    evidence: () => sawTenant('attestation is enforced when a passkey is registered'),
    suppresses: ['macplat.tenant-depends'],
  },
  ...groupRules,
];
