import type { ProviderRule, Rule } from '../../rule.ts';
import { syncedGoogleRules } from './synced-google.ts';
import { syncedIcloudRules } from './synced-icloud.ts';
import { syncedMicrosoftRules } from './synced-microsoft.ts';
import { syncedManagerRules } from './synced-providers.ts';
import { syncedTenantRules } from './synced-tenant.ts';
import { syncedUnseenRules } from './synced-unseen.ts';

/** Passkeys that a provider carries from device to device, the rows asked once: what the company takes at all. */
export const syncedRules: readonly Rule[] = syncedTenantRules;

/** The rows asked of each way to keep them; the best one speaks. */
export const syncedProviderRules: readonly ProviderRule[] = [
  ...syncedIcloudRules,
  ...syncedGoogleRules,
  ...syncedMicrosoftRules,
  ...syncedManagerRules,
  ...syncedUnseenRules,
];
