import { describe, expect, test } from 'vitest';
import { agreedRows } from '../../../../test/contract/agreed-rows.ts';
import { withModels } from '../../../../test/contract/key-grounds.ts';
import { type Case, keyRuleCases, type RowCases } from '../../../../test/contract/key-rule-cases.ts';
import { linuxRuleCases } from '../../../../test/contract/linux-rule-cases.ts';
import { macRuleCases } from '../../../../test/contract/mac-rule-cases.ts';
import { networkRuleCases } from '../../../../test/contract/network-rule-cases.ts';
import {
  bluetooth,
  browser,
  browsers,
  device,
  is,
  JUDGED_AT,
  key,
  known,
  os,
  radio,
  readKey,
  session,
  unknown,
  untold,
} from '../../../../test/contract/seen-signals.ts';
import { syncedRuleCases } from '../../../../test/contract/synced-rule-cases.ts';
import { windowsRuleCases } from '../../../../test/contract/windows-rule-cases.ts';
import type { Reading } from '../../../contract/observation.ts';
import { readPolicyFiles } from '../../../platform/policy-files.ts';
import { assess } from '../assess.ts';
import { type Grounds, judgingFiles } from '../grounds.ts';
import type { KeyRule, ProviderRule, Rule, Subject } from '../rule.ts';
import { allRules, rowsByKind } from './all-rules.ts';
import { seckeyKeyRules } from './seckey/seckey.ts';
import { providersInSight } from './synced/synced-candidates.ts';

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const policy = withModels(packaged);

const windows = device('win32');
const mac = device('darwin', { browsers: known(browsers(browser('safari', '26.1'))) });
const linux = device('linux');
const windows10 = device('win32', { os: known(os('win32', { version: '10.0.19045' })) });
const noBrowser = device('linux', { browsers: known(browsers()) });
const firefoxOnly = device('linux', { browsers: known(browsers(browser('firefox'))) });
const snap = (reachesKeys: Reading<boolean>) => browser('firefox', '142', { packaging: 'snap', reachesKeys });
const closedKey = { 'security-key': known({ keys: [key(is(false))] }) };
const openKey = { 'security-key': known({ keys: [key(is(true))] }) };
const remote = { os: known(os('linux', session('remote'))) };
const noRadio = { bluetooth: known(bluetooth([])) };
const withServices = (allowedServices: string[]) =>
  device('win32', {
    bluetooth: known(bluetooth([radio()], { policy: is({ allowed: true, allowedServices }) })),
  });

/**
 * For every row: a device that fires it, a near one that it leaves alone, and, where it reads a signal, one on which it
 * cannot be told.
 */
const deviceCases: Record<string, { fires: Subject; spares: Subject; untold?: Subject }> = {
  'seckey.1': {
    fires: device('win32', { browsers: known(browsers(browser('firefox', '52.9'))) }),
    spares: device('win32', { browsers: known(browsers(browser('firefox', '52.9'), browser('edge'))) }),
    untold: device('linux', { browsers: known(browsers(browser('chromium'))) }),
  },
  'seckey.os': {
    fires: device('darwin', { os: known(os('darwin', { version: '10.15.7' })) }),
    spares: mac,
    untold: device('darwin', { os: unknown('crashed') }),
  },
  'seckey.2': {
    fires: device('linux', closedKey),
    spares: device('linux', { 'security-key': known({ keys: [key(is(false)), readKey()] }) }),
    untold: device('linux', {
      ...closedKey,
      os: known(os('linux', { session: { kind: untold(), type: null, desktop: null } })),
    }),
  },
  'seckey.3': {
    fires: device('linux', { ...closedKey, ...remote }),
    spares: device('linux', { ...openKey, ...remote }),
    untold: device('linux', { ...remote, 'security-key': known({ keys: [key(untold())] }) }),
  },
  'seckey.4': {
    fires: linux,
    spares: device('linux', openKey),
    untold: device('linux', { 'security-key': unknown('crashed') }),
  },
  'seckey.sandboxed-out': {
    fires: device('linux', { browsers: known(browsers(snap(is(false)))) }),
    spares: device('linux', { browsers: known(browsers(snap(is(false)), browser('edge'))) }),
    untold: device('linux', { browsers: unknown('busy') }),
  },
  'seckey.sandboxed': {
    fires: device('linux', { browsers: known(browsers(snap(untold()), snap(is(false)))) }),
    spares: device('linux', { browsers: known(browsers(snap(untold()), snap(is(true)))) }),
    untold: device('linux', { browsers: unknown('timed-out') }),
  },
  'hybrid.1': {
    fires: device('linux', noRadio),
    spares: device('linux', { bluetooth: known(bluetooth([], { blocked: is('soft') })) }),
    untold: device('linux', { bluetooth: known(bluetooth([], { blocked: untold() })) }),
  },
  'hybrid.2': {
    fires: device('linux', { bluetooth: known(bluetooth([radio({ powered: is(false) })])) }),
    spares: device('linux', {
      bluetooth: known(bluetooth([radio({ powered: is(false) }), radio({ id: 'hci1' })])),
    }),
    untold: device('linux', { bluetooth: known(bluetooth([radio({ powered: untold() })])) }),
  },
  'hybrid.3': {
    fires: device('linux', { bluetooth: known(bluetooth([radio()], { blocked: is('hard') })) }),
    spares: device('linux', { bluetooth: known(bluetooth([radio()], { blocked: is('soft') })) }),
    untold: device('linux', { bluetooth: unknown('service-missing') }),
  },
  'hybrid.4': {
    fires: withServices(['0000fffd-0000-1000-8000-00805f9b34fb']),
    spares: withServices(['0000FFF9-0000-1000-8000-00805F9B34FB']),
    untold: device('win32', { bluetooth: known(bluetooth([radio()], { policy: untold() })) }),
  },
  'hybrid.5': {
    fires: device('linux', { bluetooth: known(bluetooth([radio({ lowEnergyCentral: is(false) })])) }),
    spares: device('linux', noRadio),
    untold: device('linux', { bluetooth: known(bluetooth([radio({ lowEnergyCentral: untold() })])) }),
  },
  'hybrid.browser': {
    fires: noBrowser,
    spares: firefoxOnly,
    untold: device('linux', { browsers: unknown('unreadable') }),
  },
  'hybrid.8': {
    fires: firefoxOnly,
    spares: device('linux', { browsers: known(browsers(browser('firefox'), browser('edge'))) }),
    untold: device('linux', { browsers: known(browsers(browser('firefox'), browser('chromium'))) }),
  },
  'hybrid.9': { fires: windows10, spares: windows, untold: device('win32', { os: unknown('crashed') }) },
  'hybrid.10': {
    fires: device('linux', { ...noRadio, ...remote }),
    spares: device('linux', remote),
    untold: device('linux', { ...noRadio, os: known(os('linux', { virtualization: null })) }),
  },
  'hybrid.10-radio': {
    fires: device('linux', remote),
    spares: linux,
    untold: device('linux', { os: unknown('unreadable') }),
  },
  'hybrid.12': { fires: linux, spares: noBrowser },
  'hybrid.phone': { fires: linux, spares: linux },
};
const asCase = (subject: Subject): Case => ({ subject });
const table: Record<string, RowCases> = {
  ...Object.fromEntries(
    Object.entries(deviceCases).map(([id, { fires, spares, untold: hidden }]) => [
      id,
      {
        fires: asCase(fires),
        spares: asCase(spares),
        ...(hidden === undefined ? {} : { untold: asCase(hidden) }),
      },
    ]),
  ),
  ...keyRuleCases,
  ...linuxRuleCases,
  ...windowsRuleCases,
  ...networkRuleCases,
  ...macRuleCases,
  ...syncedRuleCases,
};
/** Rows whose words say everything. */
const silent = new Set(['hybrid.phone', 'hybrid.tunnel', 'seckey.metadata-missing']);
const always = new Set(['hybrid.phone']);

type AnyRule = Rule | KeyRule | ProviderRule;
function isProviderRule(rule: AnyRule): rule is ProviderRule {
  return 'of' in rule;
}
function groundsOf({ grounds }: Case): Grounds {
  return grounds === undefined ? policy : grounds(policy);
}
function findingsOf(given: Case) {
  return assess(given.subject, groundsOf(given), JUDGED_AT).kinds.flatMap(({ findings }) => findings);
}
/** What one row answers: of the device, of its first key, or of the first way to sync that it is about. */
function answerOf(rule: AnyRule, given: Case) {
  const grounds = groundsOf(given);
  const { subject } = given;
  if (isProviderRule(rule)) {
    const way = providersInSight(subject, grounds, JUDGED_AT).find(({ sort }) => sort === rule.of);
    if (way === undefined) throw new Error(`there is no ${rule.of} to ask of`);
    return rule.when(way);
  }
  if (!isKeyRule(rule)) return rule.when(subject, grounds, JUDGED_AT);
  const seen = subject.signals['security-key'];
  const first = seen?.kind === 'known' ? seen.facts.keys[0] : undefined;
  if (first === undefined) throw new Error('a row about keys is asked of a key');
  return rule.when({ key: first, name: 'the key', subject, grounds, judgedAt: JUDGED_AT });
}
function effectOf(rule: AnyRule, grounds: Grounds) {
  return 'effectBy' in rule && rule.effectBy !== undefined ? rule.effectBy(grounds) : rule.effect;
}
const keyRows = new Set(seckeyKeyRules.map(({ id }) => id));
function isKeyRule(rule: AnyRule): rule is KeyRule {
  return keyRows.has(rule.id);
}
function rowOf(id: string): AnyRule {
  const row = allRules.find((one) => one.id === id);
  if (row === undefined) throw new Error(`there are cases of ${id} and no such row`);
  return row;
}

describe('every row of the truth table', () => {
  test('has a device that fires it, and no case is left over', () => {
    expect(Object.keys(table).sort()).toEqual(allRules.map(({ id }) => id).sort());
  });

  test('that was agreed on is there', () => {
    expect(allRules.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(agreedRows)));
  });

  test('has an id of its own, begins with its kind and names a source', () => {
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
    for (const [kind, rules] of Object.entries(rowsByKind)) {
      for (const rule of rules) {
        expect(rule.kind).toBe(kind);
        expect(rule.id.startsWith(`${kind}.`)).toBe(true);
        expect(rule.sources.length).toBeGreaterThan(0);
      }
    }
  });

  // By the cases, not by the rows: a row that is gone fails its own tests instead of taking them with it.
  for (const [id, cases] of Object.entries(table)) {
    const rule = rowOf(id);
    test(`${id} fires ${rule.code}`, () => {
      const [effect, code] = agreedRows[id] ?? [effectOf(rule, groundsOf(cases.fires)), rule.code];
      const finding = findingsOf(cases.fires).find((found) => found.rule === id && found.code === code);
      expect(finding?.severity).toBe(effect);
      expect(finding?.evidence.length ?? 0).toBeGreaterThan(silent.has(id) ? -1 : 0);
      expect(finding?.owner).toBe(rule.owner);
    });
    if (!always.has(id)) {
      test(`${id} leaves a near device alone`, () => {
        const fired = findingsOf(cases.spares).filter((found) => found.code === rule.code);
        expect(fired.map((found) => found.rule)).not.toContain(id);
      });
    }
    const { untold: hidden } = cases;
    if (hidden !== undefined) {
      test(`${id} says so when it cannot be told`, () => {
        expect(answerOf(rule, hidden)).toHaveProperty('unknown');
      });
    }
  }
});

describe('several Bluetooth radios', () => {
  const stateOf = (...radios: ReturnType<typeof radio>[]) => {
    const subject = device('linux', { bluetooth: known(bluetooth(radios)) });
    return assess(subject, policy, JUDGED_AT).kinds.find(({ kind }) => kind === 'hybrid')?.state;
  };
  const off = radio({ powered: is(false) });
  const oldDongle = radio({ id: 'hci1', lowEnergyCentral: is(false) });
  const untoldDongle = radio({ id: 'hci1', lowEnergyCentral: untold() });
  test('one that is on without Low Energy does not stand in for one with it that is off', () => {
    expect(stateOf(off, oldDongle)).toBe('ready-after-action');
    expect(stateOf(off, untoldDongle)).toBe('unknown');
    expect(stateOf(off, radio({ id: 'hci1' }))).toBe('ready');
    expect(stateOf(radio(), oldDongle)).toBe('ready');
  });
});

describe('browsers in sandboxes', () => {
  const codesOf = (...found: ReturnType<typeof browser>[]) =>
    findingsOf(asCase(device('linux', { browsers: known(browsers(...found)) })))
      .map(({ code }) => code)
      .filter((code) => code === 'BROWSER_SANDBOXED' || code === 'BROWSER_CANNOT_REACH_KEYS');
  const flatpak = (reachesKeys: Reading<boolean>) =>
    browser('chrome', '142', { packaging: 'flatpak', reachesKeys });
  test.each([
    ['a way that is not known', [snap(untold())], ['BROWSER_SANDBOXED']],
    ['a report of an older agent', [browser('firefox', '142', { packaging: 'snap' })], ['BROWSER_SANDBOXED']],
    ['one closed, one not known', [snap(is(false)), flatpak(untold())], ['BROWSER_SANDBOXED']],
    ['all closed', [snap(is(false)), flatpak(is(false))], ['BROWSER_CANNOT_REACH_KEYS']],
    ['one of them open', [snap(is(false)), flatpak(is(true))], []],
    ['one outside a sandbox', [snap(is(false)), browser('edge')], []],
    ['one that nobody lists', [snap(is(false)), browser('epiphany')], ['BROWSER_CANNOT_REACH_KEYS']],
    ['none', [], []],
  ])('%s', (_what, found, codes) => {
    expect(codesOf(...found)).toEqual(codes);
  });
});
