import type { GetInfoFacts } from '../../contract/facts/get-info.ts';
import type { AttachedKey, KeyDepth } from '../../contract/facts/security-key.ts';
import type { Reading } from '../../contract/observation.ts';

/** What the key answered. A report of an agent that did not ask yet is unknown with reason `no-probe`. */
export function depthOf(key: AttachedKey): Reading<KeyDepth> {
  return key.depth ?? { kind: 'unknown', reason: 'no-probe' };
}

/** authenticatorGetInfo. Not applicable on a key without CTAP2; unknown with the reason of whatever kept it from being read. */
export function infoOf(key: AttachedKey): Reading<GetInfoFacts> {
  return inside(depthOf(key), ({ info }) => info);
}

/** Is the key one that only does CTAP1/U2F, the second factor of before passkeys? */
export function isU2fOnly(key: AttachedKey): Reading<boolean> {
  const info = infoOf(key);
  if (info.kind === 'not-applicable') return { kind: 'known', value: true };
  return inside(info, ({ versions }) => ({
    kind: 'known',
    value: !versions.some((version) => version.startsWith('FIDO_2_')),
  }));
}

/** The model's AAGUID as the key states it, all zero included; null when it was not read. */
export function aaguidOf(key: AttachedKey): string | null {
  const info = infoOf(key);
  return info.kind === 'known' ? info.value.aaguid : null;
}

/** All zero: the key withholds its model. */
export const WITHHELD_AAGUID = '00000000-0000-0000-0000-000000000000';

/** Goes on with what is known; what is not known stays as it is. */
export function inside<Outer, Inner>(
  reading: Reading<Outer>,
  next: (value: Outer) => Reading<Inner>,
): Reading<Inner> {
  return reading.kind === 'known' ? next(reading.value) : reading;
}
