import { describe, expect, test } from 'vitest';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { Remediation } from '../../src/contract/policy.ts';
import type { PasskeyKind, Severity } from '../../src/contract/verdict.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import type { KeyRule, ProviderRule, ProviderSort, Rule } from '../../src/core/assess/rule.ts';
import { allRules } from '../../src/core/assess/rules/all-rules.ts';
import { readRemedyLink } from '../../src/main/remedy-link.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';

const { policy, remediation } = judgingFiles(await readPolicyFiles());
const entries = Object.entries(remediation.reasons);
const platforms: readonly PlatformName[] = ['win32', 'darwin', 'linux'];

/** Systems on which rows of a kind can fire. */
const systemsOfKind: { readonly [Kind in PasskeyKind]: readonly PlatformName[] } = {
  whfb: ['win32'],
  winhello: ['win32'],
  macplat: ['darwin'],
  seckey: platforms,
  synced: platforms,
  hybrid: platforms,
};
/** Rows that can fire on fewer systems than their kind. */
const onlyOn: Readonly<Record<string, readonly PlatformName[]>> = {
  'seckey.2': ['linux'],
  'seckey.2-rules': ['linux'],
  'seckey.2-replug': ['linux'],
  'seckey.2-seat': ['linux'],
  'seckey.sandboxed-out': ['linux'],
  'seckey.3': ['linux'],
  'hybrid.4': ['win32'],
  'hybrid.8': ['linux'],
};
/** Blocks that nobody can lift where they stand: another way to sign in is all that is left. */
const hopeless = new Set(['macplat.2', 'hybrid.10', 'seckey.17']);

/** Systems on which there are ways of a sort to keep synced passkeys. */
const systemsOfSort: { readonly [Sort in ProviderSort]: readonly PlatformName[] } = {
  icloud: ['darwin'],
  google: platforms,
  microsoft: ['win32'],
  manager: platforms,
  unseen: ['win32', 'linux'],
};
type AnyRule = Rule | KeyRule | ProviderRule;

function systemsOf(rule: AnyRule): readonly PlatformName[] {
  if ('of' in rule) return systemsOfSort[rule.of];
  const { id, kind, condition } = rule;
  const minimum = /^The system is older than the policy minimum `([^`]+)`$/.exec(condition)?.[1];
  if (minimum !== undefined) {
    const listed = policy.minimums?.filter((entry) => entry.id === minimum) ?? [];
    return listed.map(({ platform }) => platform);
  }
  return onlyOn[id] ?? systemsOfKind[kind];
}
/** What the row does; that of rows about the metadata's statuses is in the policy. */
function does(rule: AnyRule, effect: Severity): boolean {
  const stated = 'effectBy' in rule && rule.effectBy !== undefined ? rule.effectBy(policy) : rule.effect;
  return stated === effect;
}

/** Every list of steps: one a system, and on Linux one a family of distributions. */
function listsOf(steps: Remediation['steps']): string[][] {
  return Object.values(steps ?? {}).flatMap((list) => {
    if (list === undefined) return [];
    return Array.isArray(list) ? [list] : Object.values(list).filter((one) => one !== undefined);
  });
}

describe('what can be done about a reason', () => {
  test('rows named here are rows of the table', () => {
    const ids = new Set(allRules.map(({ id }) => id));
    for (const id of [...Object.keys(onlyOn), ...hopeless]) expect([...ids]).toContain(id);
  });

  test.each(
    allRules
      .filter((rule) => does(rule, 'action') || (does(rule, 'block') && !hopeless.has(rule.id)))
      .map((rule) => [rule.id, rule] as const),
  )('%s names owner, minutes and steps on every system where it can fire', (_id, rule) => {
    const words = remediation.reasons[rule.code];
    expect(words?.action).toBeDefined();
    expect(words?.owner).toBeDefined();
    expect(words?.minutes).toBeGreaterThan(0);
    for (const platform of systemsOf(rule))
      expect([platform, words?.steps?.[platform] ?? words?.steps?.any]).not.toEqual([platform, undefined]);
  });

  test.each(entries)('%s: steps are whole sentences, and there are few', (_code, { steps }) => {
    for (const list of listsOf(steps)) {
      expect(list.length).toBeLessThanOrEqual(6);
      for (const step of list) expect(step).toMatch(/^[A-Z0-9].*[^\s,;]$/);
    }
  });
});

/**
 * Settings pages that a link may name. Each was looked up; one that is not here may not exist.
 * Windows: https://learn.microsoft.com/windows/apps/develop/launch/launch-settings
 * macOS 13: https://gist.github.com/dvessel/0d483f6d89e1ec85d63bfcf8123337d8, macOS 26: https://github.com/paralevel/macos-settings-urls
 * GNOME: panels of `gnome-control-center --list`
 */
const settingsPages: readonly string[] = [
  'ms-settings:bluetooth',
  'ms-settings:savedpasskeys',
  'ms-settings:signinoptions',
  'ms-settings:windowsdefender',
  'ms-settings:windowsupdate',
  'ms-settings:workplace',
  'x-apple.systempreferences:com.apple.BluetoothSettings',
  'x-apple.systempreferences:com.apple.Passwords-Settings.extension',
  'x-apple.systempreferences:com.apple.Software-Update-Settings.extension',
  'x-apple.systempreferences:com.apple.Touch-ID-Settings.extension',
  'x-apple.systempreferences:com.apple.Users-Groups-Settings.extension',
  'gnome-control-center:bluetooth',
];
const links = entries.flatMap(([code, { link, steps }]) =>
  Object.entries(link ?? {}).flatMap(([system, url]) =>
    url === undefined ? [] : [{ code, system, url, steps }],
  ),
);

describe('links', () => {
  test.each(links)('$code on $system is one that the window opens', ({ system, url, steps }) => {
    const where = system === 'any' ? platforms : [system as PlatformName];
    for (const platform of where) {
      expect([platform, readRemedyLink(url, platform)]).not.toEqual([platform, null]);
      expect([platform, steps?.[platform] ?? steps?.any]).not.toEqual([platform, undefined]);
    }
  });

  test.each(links)('$code on $system leads to a page that is known', ({ url }) => {
    expect(url).not.toMatch(/\s/);
    if (!url.startsWith('https://')) expect(settingsPages).toContain(url);
  });

  test('every known page is in use', () => {
    for (const page of settingsPages) expect(links.map(({ url }) => url)).toContain(page);
  });
});
