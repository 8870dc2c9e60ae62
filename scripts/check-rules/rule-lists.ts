import { rulesByKind } from '../../src/core/assess/rules/all-rules.ts';
import { seckeyKeyRules } from '../../src/core/assess/rules/seckey/seckey.ts';
import { syncedProviderRules } from '../../src/core/assess/rules/synced/synced.ts';
import type { Tables } from './mutate.ts';

/** The very lists that the judge goes through, none of them a copy. */
export const ruleLists: Tables = [...Object.values(rulesByKind), seckeyKeyRules, syncedProviderRules];
