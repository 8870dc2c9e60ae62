import type { Fido2Configuration } from '../../../../contract/tenant.ts';
import type { Evidence, PasskeyKind } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import type { Rule } from '../../rule.ts';
import { whyOff } from '../../tenant/judge-tenant.ts';
import { type Truth, truthOf } from '../../truth.ts';
import { pages } from '../sources.ts';

const MAX_NAMED = 5;

/** Asks the company's settings; no where none were given, which the verdict as a whole says. */
export function askTenant({ tenant }: Grounds, ask: (fido2: Fido2Configuration) => Truth): Truth {
  return tenant === null ? 'no' : ask(tenant.fido2);
}

/** Evidence from the company's settings. */
export function sawTenant(says: string): Evidence[] {
  return [{ signal: 'tenant', says: says.slice(0, 300) }];
}

/** The first few names, each once. */
export function named(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length - MAX_NAMED;
  return `${distinct.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The row that every kind under the passkey method has: it is off for everybody. */
export function passkeysOff(kind: PasskeyKind): Rule {
  return {
    id: `${kind}.tenant-off`,
    kind,
    effect: 'block',
    code: 'PASSKEYS_DISABLED',
    owner: 'it',
    needs: [],
    condition: 'The tenant has the method Passkey (FIDO2) off, includes nobody, or excludes everybody',
    when: (_subject, grounds) => askTenant(grounds, (fido2) => truthOf(whyOff(fido2) !== null)),
    evidence: (_subject, { tenant }) => sawTenant((tenant === null ? null : whyOff(tenant.fido2)) ?? ''),
    sources: [pages.fido2Configuration, pages.passkeysFido2],
  };
}

/** People may not register passkeys of this kind themselves. */
export function selfServiceOff(kind: PasskeyKind): Rule {
  return {
    id: `${kind}.tenant-self-service`,
    kind,
    effect: 'warn',
    code: 'SELF_SERVICE_OFF',
    owner: 'it',
    needs: [],
    condition: 'The tenant does not let people register passkeys themselves',
    when: (_subject, grounds) =>
      askTenant(grounds, (fido2) =>
        truthOf(whyOff(fido2) === null && fido2.isSelfServiceRegistrationAllowed === false),
      ),
    evidence: () => sawTenant('self-service registration is switched off'),
    sources: [pages.fido2Configuration, pages.passkeysFido2],
  };
}
