import { type PasskeyKind, passkeyKinds } from '../../../contract/verdict.ts';
import type { Rule } from '../rule.ts';
import { hybridRules } from './hybrid.ts';
import { macplatRules } from './macplat.ts';
import { seckeyRules } from './seckey.ts';
import { syncedRules } from './synced.ts';
import { whfbRules } from './whfb.ts';
import { winhelloRules } from './winhello.ts';

/** The whole truth table, one list per passkey kind. */
export const rulesByKind: { readonly [Kind in PasskeyKind]: readonly Rule[] } = {
  whfb: whfbRules,
  winhello: winhelloRules,
  macplat: macplatRules,
  seckey: seckeyRules,
  synced: syncedRules,
  hybrid: hybridRules,
};

/** Every row, in the order documents list them. */
export const allRules: readonly Rule[] = passkeyKinds.flatMap((kind) => rulesByKind[kind]);
