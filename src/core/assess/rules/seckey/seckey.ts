import type { KeyRule, Rule } from '../../rule.ts';
import { browserOutOfSupport } from '../support/browser-support.ts';
import { systemOutOfSupport } from '../support/system-support.ts';
import { seckeyAccessRules } from './seckey-access.ts';
import { seckeyKeyOkRules, seckeyKeyOwnRules } from './seckey-key.ts';
import { seckeyLinuxRules } from './seckey-linux.ts';
import { seckeyModelRules } from './seckey-model.ts';
import { seckeyPathRules } from './seckey-path.ts';
import { seckeyTenantKeyRules, seckeyTenantRules } from './seckey-tenant.ts';
import { seckeyWindowsRules } from './seckey-windows.ts';

/**
 * FIDO2 security keys, the rows asked once: the way from browser to key, what the company allows at all, and, apart from the verdict, whether
 * a key opens Windows itself.
 */
export const seckeyRules: readonly Rule[] = [
  ...seckeyPathRules,
  ...seckeyTenantRules,
  ...seckeyWindowsRules,
  ...seckeyLinuxRules,
  systemOutOfSupport('seckey', 'seckey.os-support', 'linux'),
  browserOutOfSupport('seckey', 'seckey.browser-support'),
];

/** The rows asked of each attached key. */
export const seckeyKeyRules: readonly KeyRule[] = [
  ...seckeyAccessRules,
  ...seckeyKeyOwnRules,
  ...seckeyTenantKeyRules,
  ...seckeyModelRules,
  ...seckeyKeyOkRules,
];
