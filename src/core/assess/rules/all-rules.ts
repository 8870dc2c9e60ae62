import { type PasskeyKind, passkeyKinds } from '../../../contract/verdict.ts';
import type { KeyRule, ProviderRule, Rule } from '../rule.ts';
import { hybridRules } from './hybrid/hybrid.ts';
import { macplatRules } from './macplat/macplat.ts';
import { seckeyKeyRules, seckeyRules } from './seckey/seckey.ts';
import { syncedProviderRules, syncedRules } from './synced/synced.ts';
import { whfbRules } from './whfb/whfb.ts';
import { winhelloRules } from './winhello/winhello.ts';

/** The rows asked once for a device, one list per passkey kind. */
export const rulesByKind: { readonly [Kind in PasskeyKind]: readonly Rule[] } = {
  whfb: whfbRules,
  winhello: winhelloRules,
  macplat: macplatRules,
  seckey: seckeyRules,
  synced: syncedRules,
  hybrid: hybridRules,
};

/** The whole truth table in the order documents list it: the rows of each kind, then those asked of each security key or way to sync. */
export const rowsByKind: { readonly [Kind in PasskeyKind]: readonly (Rule | KeyRule | ProviderRule)[] } = {
  ...rulesByKind,
  seckey: [...seckeyRules, ...seckeyKeyRules],
  synced: [...syncedRules, ...syncedProviderRules],
};
export const allRules: readonly (Rule | KeyRule | ProviderRule)[] = passkeyKinds.flatMap(
  (kind) => rowsByKind[kind],
);
