import { type PasskeyKind, passkeyKinds } from '../../../contract/verdict.ts';
import type { KeyRule, Rule } from '../rule.ts';
import { hybridRules } from './hybrid.ts';
import { macplatRules } from './macplat.ts';
import { seckeyKeyRules, seckeyRules } from './seckey.ts';
import { syncedRules } from './synced.ts';
import { whfbRules } from './whfb.ts';
import { winhelloRules } from './winhello.ts';

/** The rows asked once for a device, one list per passkey kind. */
export const rulesByKind: { readonly [Kind in PasskeyKind]: readonly Rule[] } = {
  whfb: whfbRules,
  winhello: winhelloRules,
  macplat: macplatRules,
  seckey: seckeyRules,
  synced: syncedRules,
  hybrid: hybridRules,
};

/** The whole truth table in the order documents list it: the rows of each kind, then those asked of each security key. */
export const rowsByKind: { readonly [Kind in PasskeyKind]: readonly (Rule | KeyRule)[] } = {
  ...rulesByKind,
  seckey: [...seckeyRules, ...seckeyKeyRules],
};
export const allRules: readonly (Rule | KeyRule)[] = passkeyKinds.flatMap((kind) => rowsByKind[kind]);
