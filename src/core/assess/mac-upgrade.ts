import type { Policy } from '../../contract/policy.ts';

/**
 * First number of the highest macOS that this model of Mac can install (`13`), as the policy lists it; null when it does not list the
 * model. `model` as in the hardware signal: `MacBookPro14,1`.
 */
export function highestMacosFor(model: string | null, policy: Policy): number | null {
  return policy.macUpgradeLimits?.find(({ models }) => models.some((one) => one === model))?.highest ?? null;
}
