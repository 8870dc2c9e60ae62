import type { Catalogue } from '../../src/contract/catalogue.ts';
import type { PlatformName } from '../../src/contract/platform-name.ts';
import type { FactsOf, SignalId, Signals } from '../../src/contract/signals.ts';
import { type Grounds, judgingFiles } from '../../src/core/assess/grounds.ts';
import type { Subject } from '../../src/core/assess/rule.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { known } from './seen-signals.ts';

export type Entry = Catalogue['entries'][number];
type Test = NonNullable<Entry['tests']>[number];
export type Case = Test['cases'][number];

const packaged = judgingFiles(await readPolicyFiles());
/** Day of the catalogue that these grounds judge with. */
export const CATALOGUE = '2026-11-22.00000000';

/** An entry that is found on every system, with what a test is about. */
export function entry(id: string, parts: Partial<Entry> = {}): Entry {
  return {
    id,
    name: id,
    vendor: 'Maker',
    kind: 'vpn',
    detect: {
      win32: { programs: [{ name: 'Program', publisher: 'Maker' }] },
      darwin: { bundles: ['org.example.program'] },
      linux: { deb: ['program'] },
    },
    signIn: { class: 'server-decides' },
    remediation: 'Replace it with something else.',
    sources: [],
    confidence: 'high',
    ...parts,
  };
}

export function aCase(id: string, parts: Partial<Case> = {}): Case {
  return {
    id,
    when: { method: { is: [id] } },
    shows: 'password',
    strength: 'proof',
    basis: 'source',
    says: `means ${id}`,
    ...parts,
  };
}

export function settingsTest(id: string, cases: Case[], parts: Partial<Test> = {}): Test {
  const places = { win32: ['%ProgramData%\\p.ini'], darwin: ['/Library/p.ini'], linux: ['/etc/p.ini'] };
  return { id, reads: 'ini', shown: `${id}.ini`, places, cases, ...parts };
}

export function groundsWith(entries: Entry[], version = CATALOGUE): Grounds {
  return { ...packaged.policy, catalogue: { schemaVersion: 1, version, entries } };
}

type Found = FactsOf<'app-settings'>['found'][number];
type Unread = FactsOf<'app-settings'>['unread'][number];
type Install = NonNullable<FactsOf<'apps'>['catalogued']>[number];

export function found(entry: string, test: string, of: string | null, parts: Partial<Found> = {}): Found {
  return { entry, test, case: of, count: 1, proof: of === null ? [] : [`method=${of}`], ...parts };
}
export function unread(entry: string, test: string, reason = 'needs-elevation', count = 1): Unread {
  return { entry, test, reason, count };
}
export function installed(
  entry: string,
  version: string | null = null,
  by: Install['by'] = 'package',
): Install {
  return { entry, source: 'dpkg', version, by };
}

export type Sight = {
  platform?: PlatformName;
  installs?: Install[];
  machine?: { found?: Found[]; unread?: Unread[] };
  person?: { found?: Found[]; unread?: Unread[] };
  profiles?: FactsOf<'vpn-profiles'>['profiles'];
  others?: number;
  /** Signals to leave out, as a report of an older version does. */
  without?: SignalId[];
};

/** A device on which everything was looked at and this was found. */
export function deviceWith(sight: Sight = {}): Subject {
  const { platform = 'win32', installs = [], machine = {}, person = {}, profiles = [], others = 0 } = sight;
  const settings = (rows: NonNullable<Sight['machine']>): FactsOf<'app-settings'> => ({
    catalogue: CATALOGUE,
    found: rows.found ?? [],
    unread: rows.unread ?? [],
    othersNotInspected: { kind: 'known', value: others },
  });
  const signals: Signals = {
    apps: known({
      sources: [{ source: 'dpkg', count: { kind: 'known', value: 1 } }],
      named: [],
      catalogued: installs,
      catalogue: CATALOGUE,
    } satisfies FactsOf<'apps'>),
    'app-settings': known(settings(machine)),
    'personal-app-settings': known(settings(person)),
    'vpn-profiles': known({ profiles, sources: [] } satisfies FactsOf<'vpn-profiles'>),
  };
  for (const signal of sight.without ?? []) delete signals[signal];
  return { platform, signals };
}
