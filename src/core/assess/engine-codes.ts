import type { Severity } from '../../contract/verdict.ts';

/** Codes that no row gives but the evaluation itself, with when it does; listed in docs/rules.md. */
export const engineCodes = {
  SIGNAL_UNKNOWN: {
    severity: 'unknown',
    when: 'A row could not be told because a signal is missing or unknown; `info` where that did not decide',
  },
  NO_RULE_DECIDED: { severity: 'unknown', when: 'No row settled the kind' },
  OBSERVATION_STALE: {
    severity: 'info',
    when: 'A signal that the kind rests on was seen longer ago than `staleAfterDays` of the policy',
  },
  RULE_SWITCHED_OFF: { severity: 'info', when: 'The policy switches this row off' },
  RULE_OFF_UNKNOWN: {
    severity: 'info',
    when: 'The policy switches off a row that does not exist (whole device)',
  },
  TENANT_POLICY_UNKNOWN: {
    severity: 'info',
    when: 'The tenant’s own settings were not read, so the verdict is about the device alone (whole device)',
  },
  TENANT_POLICY_USED: {
    severity: 'info',
    when: 'The tenant’s own settings were given and used for security keys, passkeys of Windows Hello and of a Mac, synced passkeys and the phone; Windows Hello for Business is not under them (whole device)',
  },
  SECOND_METHOD_MISSING: {
    severity: 'warn',
    when: 'Exactly one device-bound kind (whfb, winhello, macplat, seckey, hybrid) is ready (whole device)',
  },
  RECOVERY_STURDY: {
    severity: 'info',
    when: 'Recovery: whatever one thing is lost (this device, one security key, the phone, the account of a password manager), another way is ready',
  },
  RECOVERY_FRAGILE: {
    severity: 'warn',
    when: 'Recovery: one thing holds every way that is ready',
  },
  RECOVERY_FRAGILE_KEY_PIN: {
    severity: 'warn',
    when: 'Recovery: a ready security key has few PIN tries left or must get a new PIN, so it is not counted as something to fall back on',
  },
  RECOVERY_NONE: {
    severity: 'info',
    when: 'Recovery: no way is ready, and none that could not be checked may be',
  },
  RECOVERY_UNKNOWN: {
    severity: 'info',
    when: 'Recovery: ways that could not be checked would change the answer if they are ready',
  },
  RECOVERY_PHONE_UNSEEN: {
    severity: 'info',
    when: 'Recovery: it is sturdy only if a phone holds a passkey, which cannot be seen from the device',
  },
  APP_NEEDS_PASSWORD: {
    severity: 'warn',
    when: 'Apps and VPN: a program or profile signs in with a password only, proven or likely (whole device)',
  },
  APP_NO_PASSKEY_PROMPT: {
    severity: 'warn',
    when: 'Apps and VPN: a program or profile signs in with Entra ID in a window that shows no passkey prompt, proven or likely (whole device)',
  },
  APP_RETIRED: {
    severity: 'warn',
    when: 'Apps and VPN: a program or its way to sign in no longer works with Microsoft 365 (whole device)',
  },
  APP_MAY_NEED_PASSWORD: {
    severity: 'info',
    when: 'Apps and VPN: one of the first two, and no more than possible (whole device)',
  },
  APP_ASK_ADMIN: {
    severity: 'warn',
    when: 'Apps and VPN: the server decides whether a password is needed; `info` where nothing is set up (whole device)',
  },
  APP_SETTINGS_UNREAD: {
    severity: 'info',
    when: 'Apps and VPN: settings are there and could not be read, so how a program signs in could not be told (whole device)',
  },
  APP_SAVES_PASSWORD: {
    severity: 'info',
    when: 'Apps and VPN: a password or passphrase is kept in settings; its value was not read (whole device)',
  },
} as const satisfies Record<string, { severity: Severity; when: string }>;

export type EngineCode = keyof typeof engineCodes;
