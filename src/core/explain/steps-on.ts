import type { PlatformName } from '../../contract/platform-name.ts';
import type { Remediation } from '../../contract/policy.ts';

/** For which device words are chosen. `distributions`: as `distributionsOf` gives them. */
export type Device = { readonly platform: PlatformName; readonly distributions: readonly string[] };

/** The steps of a remedy for this device: its own distribution's, else one it is made from, else its system's, else everybody's. */
export function stepsOn({ steps }: Remediation, { platform, distributions }: Device): string[] | undefined {
  const by = steps?.linuxBy ?? {};
  const nearest = distributions.find((id) => Object.hasOwn(by, id));
  return (nearest === undefined ? undefined : by[nearest]) ?? steps?.[platform] ?? steps?.any;
}
