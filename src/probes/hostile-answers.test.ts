import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fakeReach, neverStops } from '../../test/doubles/fake-reach.ts';
import { nastyOnMac } from '../../test/doubles/mac-machines/nasty-mac.ts';
import { nastyKey, nastyNative } from '../../test/doubles/windows-machines/nasty-windows.ts';
import type { Exchange } from '../contract/capture.ts';
import { observationOf } from '../contract/observation.ts';
import { factsBySignal, signalIds } from '../contract/signals.ts';
import { signalCatalogue } from '../core/signals/catalogue.ts';
import { catalogueSource } from '../platform/live/catalogue-source.ts';
import type { PartsQuestion } from '../platform/parts.ts';
import type { CommandResult, ProbeReach, ReachProblem, SettingsAnswers } from '../platform/reach.ts';
import { buildReach } from '../platform/record/build-reach.ts';
import { readCapture } from '../platform/replay/read-capture.ts';
import { replayReach } from '../platform/replay/replay-reach.ts';
import type { SettingsQuestion } from '../platform/settings/answer-questions.ts';
import type { NativeFact } from '../platform/windows/native-answers.ts';
import type { RegistryQuestion } from '../platform/windows/registry.ts';
import { darwinProbes } from './for-darwin.ts';
import { linuxProbes } from './for-linux.ts';
import { win32Probes } from './for-win32.ts';
import type { AnyProbe } from './probe.ts';
import { probesFor } from './probes-for.ts';

const stamp = { at: '2026-11-22T00:00:00.000Z', tookMs: 1, context: 'user' };

/** Runs a probe and holds its answer against the contract, as the engine will. */
async function observe(probe: AnyProbe, reach: ProbeReach) {
  const found = await probe.observe(reach, neverStops());
  const checked = observationOf(factsBySignal[probe.signal]).safeParse({ ...found, ...stamp });
  expect(checked.error, `${probe.signal}: ${JSON.stringify(found).slice(0, 300)}`).toBeUndefined();
  return found;
}

const problems: ReachProblem[] = [
  'denied',
  'timed-out',
  'busy',
  'refused',
  'unreadable',
  'too-large',
  'service-missing',
  'not-supported',
  'not-captured',
];

describe.each(linuxProbes)('$signal when every question fails', (probe) => {
  it.each(problems)('%s: could not tell, never an answer', async (problem) => {
    const found = await observe(probe, fakeReach({ otherwise: problem }));
    expect(found.kind).toBe('unknown');
    const told = await observe(probe, fakeReach({ otherwise: problem, about: {} }));
    expect(told.kind).toBe('unknown');
  });

  it('a machine without any file, bus or device is not a machine without any of the things', async () => {
    const found = await observe(probe, fakeReach({ otherwise: 'not-found', about: {} }));
    // Package systems that are all absent are an answer: there is nothing to count.
    expect(found.kind).toBe(probe.signal === 'apps' ? 'known' : 'unknown');
  });

  it('stops between steps', async () => {
    const stop = new AbortController();
    stop.abort();
    const found = await probe.observe(fakeReach({ otherwise: 'not-found', about: {} }), stop.signal);
    expect(found).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
  });
});

/** Well-formed answers with the worst content a file, device or bus could hold. */
const nasty = {
  empty: '',
  nuls: '\0'.repeat(5000),
  'not UTF-8': '\uFFFD\uFFFD=\uFFFD\n[\uFFFD]\n',
  'half a surrogate': 'ID=\ud800\nNAME=x\ud800\nPackage: \ud800\nVersion: \ud800\n',
  'one endless line': `ID=${'a'.repeat(300_000)}`,
  'many lines': 'Package: a\nStatus: install ok installed\nVersion: 9\n\n'.repeat(20_000),
  'shell words': 'NAME="$(reboot)"\nID=`id`\nVERSION_ID=\'unclosed\nPRETTY_NAME="a\\',
  'words of macOS':
    'Device Configuration:\n {\n  "loginType" : "__proto__ (2)",\n  "extensionIdentifier" : "\u202e\0"\n}\nUser Configuration:\n {\n' +
    '+    com.microsoft.CompanyPortalMac.Mac-Autofill-Extension(\0)\nAvailable network connection services in the current set\n' +
    `* (Disconnected) 0 IPSec "${'x'.repeat(5000)}\0" [IPSec]\n`.repeat(3000),
  'prototype keys': '[__proto__]\nconstructor=1\n[Default Applications]\n__proto__=x\n',
};

function nastyReach(text: string): ProbeReach {
  const hex = Buffer.from(text.slice(0, 4000)).toString('hex');
  const values: Record<string, unknown> = {
    readText: text,
    readHex: hex,
    readHexAt: hex,
    readParts: ['Profile 1', text.slice(0, 2000), '..'].map((name) => ({
      name,
      kept: {
        gaia_id: true,
        user_name: null,
        path: true,
        location: 5,
        disable_reasons: [text.slice(0, 2000)],
      },
    })),
    list: [text.slice(0, 4000), 'tpm0', 'hci0', 'hidraw0', 'rfkill0', 'x.desktop', '../..', ''],
    realPath: text.slice(0, 4000),
    kind: 'file',
    mayOpen: true,
    run: { exitCode: 0, stdout: text, stderr: text },
    exchange: hex,
    call: [text, [text], { [text.slice(0, 50)]: text }, null],
    objectsWith: { [text.slice(0, 50)]: { Powered: text }, '/org/bluez/hci0': { Powered: null } },
    whichNames: { owned: ['org.bluez', 'net.reactivated.Fprint'], startable: [] },
    machine: { manufacturer: text, model: text, chassis: text, virtual: false },
    processor: { name: text },
    memoryBytes: Number.NaN,
    ask: {
      init: hex,
      getInfo: { ok: true, hex },
      pinRetries: { ok: false, problem: 'constructor', detail: text },
      uvRetries: { ok: true, hex },
      fingerprintModality: { ok: true, hex },
      fingerprintSensor: null,
      u2fVersion: { ok: true, hex },
    },
    about: {
      platform: 'linux',
      arch: 'x64',
      kernel: '6.1',
      uid: 1000,
      elevated: false,
      homeDir: '/home/person',
      env: {
        XDG_DATA_DIRS: text.slice(0, 4000),
        XDG_CURRENT_DESKTOP: text.slice(0, 4000),
        XDG_CONFIG_HOME: '..',
      },
    },
  };
  const node = { vendorId: 1, productId: 2, usagePage: 0xf1d0, usage: 1, mark: null };
  const hid = [{ ...node, path: '/dev/hidraw7', manufacturer: text, product: text }];
  const native = { ...nastyNative(text), fidoDevices: { result: 0, devices: hid } };
  const partsOf = ({ keep }: PartsQuestion) =>
    [text.slice(0, 50), '', '0'].map((name, at) => ({
      name,
      kept: Object.fromEntries(
        Object.entries(keep).map(([key, how]) => [
          key,
          how === 'presence' || at === 1 ? true : text.slice(0, 2000),
        ]),
      ),
    }));
  const anyNames = ['Name', 'DisplayName', 'ProgId', 'version', '', text.slice(0, 50)];
  const machine = buildReach(async (port, call, args) => {
    if (call === 'askSettings' || call === 'askConnections')
      return { ok: true, value: answersOf(text, args.at(-1)) };
    if (port === 'hid') return { ok: true, value: hid };
    if (port === 'native')
      return {
        ok: true,
        value: (native as Partial<Record<NativeFact, unknown>>)[args[0] as NativeFact] ?? text,
      };
    if (call === 'readParts') return { ok: true, value: partsOf(args[2] as PartsQuestion) };
    if (port !== 'registry') return { ok: true, value: values[call] };
    const { values: names, depth = 0 } = args[2] as RegistryQuestion;
    return { ok: true, value: nastyKey(text, names === '*' ? anyNames : names, Math.min(depth, 4)) };
  });
  return { ...machine, catalogue: ownCatalogue };
}

/** Read once: it is of some hundred kilobytes of YAML. */
const ownCatalogue = catalogueSource();
const catalogueRead = await ownCatalogue.read();
const testCount = catalogueRead.ok
  ? catalogueRead.value.entries.reduce((sum, { tests = [] }) => sum + tests.length, 0)
  : 0;

/** What an answer may come to: whatever a machine says, it grows with what was asked and not with what was said. */
const mostCharacters = (signal: string) => 16_000 + (signal.endsWith('app-settings') ? 800 * testCount : 0);

/** Answers whose words are nasty, for the tests that were asked. */
function answersOf(text: string, questions: unknown): SettingsAnswers {
  const ids = Array.isArray(questions) ? (questions as SettingsQuestion[]).map(({ id }) => id) : [];
  const cases = [{ case: null, count: 1, proof: [text.slice(0, 200)] }];
  return {
    files: 1,
    answers: ids.map((id) => ({ id, cases })),
    unread: [{ problem: 'denied', detail: text, count: 2 }],
    changedLately: true,
  };
}

describe.each(linuxProbes)('$signal given hostile content', (probe) => {
  it.each(Object.entries(nasty))('%s', async (_name, text) => {
    const found = await observe(probe, nastyReach(text));
    expect(JSON.stringify(found).length).toBeLessThan(mostCharacters(probe.signal));
    expect(JSON.stringify(found)).not.toContain('\\u0000');
  });
});

/** Numbers from a fixed seed, so that a failure repeats itself (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function damage(exchange: Exchange, random: () => number): Exchange {
  const { outcome } = exchange;
  if (!outcome.ok) return exchange;
  if (exchange.call === 'run') {
    const result = outcome.value as CommandResult;
    const stdout = result.stdout.slice(0, Math.floor(random() * (result.stdout.length + 1)));
    return { ...exchange, outcome: { ok: true, value: { ...result, stdout } } };
  }
  if (typeof outcome.value !== 'string') return exchange;
  const cut = Math.floor(random() * (outcome.value.length + 1));
  const isHex = exchange.call === 'readHex' || exchange.call === 'readHexAt' || exchange.call === 'exchange';
  const shortened = outcome.value.slice(0, isHex ? cut - (cut % 2) : cut);
  return { ...exchange, outcome: { ok: true, value: shortened } };
}

/** Facts that must never flip from yes to no because one answer failed. */
function saysNo(found: Awaited<ReturnType<AnyProbe['observe']>>): boolean {
  if (found.kind !== 'known') return false;
  const facts = found.facts as Record<string, unknown>;
  const lists = ['sensors', 'adapters', 'keys', 'browsers'].filter((name) => Array.isArray(facts[name]));
  if (facts.present === false) return true;
  // A list that says itself that it is not whole denies nothing.
  if (facts.complete === false) return false;
  return lists.some((name) => (facts[name] as unknown[]).length === 0);
}

const CAPTURES = new URL('../../test/fixtures/captures/', import.meta.url).pathname;
const systems = [
  { folder: 'linux', probes: linuxProbes },
  { folder: 'windows', probes: win32Probes },
  { folder: 'macos', probes: darwinProbes },
];
const captures = (
  await Promise.all(
    systems.map(async ({ folder, probes }) =>
      (await readdir(`${CAPTURES}${folder}`)).map((name) => ({ folder: `${folder}/${name}`, probes })),
    ),
  )
).flat();

describe.each(captures)('capture $folder with damage', ({ folder, probes }) => {
  it.each(probes)('$signal: one refused answer never turns a yes into a no', async (probe) => {
    const exchanges = (await readCapture(`${CAPTURES}${folder}`)).exchanges.get(probe.signal) ?? [];
    const whole = await observe(probe, replayReach(exchanges));
    for (const place of exchanges.keys()) {
      const refused = exchanges.map((exchange, at) =>
        at === place ? { ...exchange, outcome: { ok: false as const, problem: 'denied' } } : exchange,
      );
      const found = await observe(probe, replayReach(refused));
      if (!saysNo(whole)) expect(saysNo(found), JSON.stringify(exchanges[place]).slice(0, 300)).toBe(false);
    }
  });

  it.each(probes)('$signal: files and answers cut short', async (probe) => {
    const exchanges = (await readCapture(`${CAPTURES}${folder}`)).exchanges.get(probe.signal) ?? [];
    const random = seeded(20261122);
    for (let round = 0; round < 30; round++) {
      await observe(probe, replayReach(exchanges.map((exchange) => damage(exchange, random))));
    }
  });
});

/** Probes of systems that these tests do not run on, held to the same rules. */
describe.each([
  ['win32', win32Probes],
  ['darwin', darwinProbes],
] as const)('on %s', (platform, probes) => {
  it.each(probes.flatMap((probe) => problems.map((problem) => ({ probe, problem }))))(
    '$probe.signal when every question fails with $problem: could not tell',
    async ({ probe, problem }) => {
      const found = await observe(probe, fakeReach({ otherwise: problem }));
      expect(found.kind).toBe('unknown');
      const told = await observe(probe, fakeReach({ otherwise: problem, about: { platform: 'win32' } }));
      expect(told.kind).toBe('unknown');
    },
  );
  it.each(probes.map((probe) => ({ probe })))(
    '$probe.signal: a machine that knows no key and no call is not one without the things',
    async ({ probe }) => {
      const found = await observe(probe, fakeReach({ otherwise: 'not-found', about: {} }));
      expect(found.kind).toBe('unknown');
    },
  );
  it.each(probes.map((probe) => ({ probe })))('$probe.signal stops between steps', async ({ probe }) => {
    const stop = new AbortController();
    stop.abort();
    const found = await probe.observe(nastyReach(''), stop.signal);
    expect(found).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
  });
  const worst = Object.entries({ ...nasty, ...(platform === 'darwin' ? nastyOnMac : {}) });
  it.each(probes.flatMap((probe) => worst.map(([name, text]) => ({ probe, name, text }))))(
    '$probe.signal given $name',
    async ({ probe, text }) => {
      const found = await observe(probe, nastyReach(text));
      expect(JSON.stringify(found).length).toBeLessThan(mostCharacters(probe.signal));
      expect(JSON.stringify(found)).not.toContain('\\u0000');
    },
  );
});

describe('probesFor', () => {
  it.each(['linux', 'win32', 'darwin'] as const)(
    'gives signals once, in the order of the catalogue, on %s',
    async (platform) => {
      const ids = (await probesFor(platform)).map((probe) => probe.signal);
      expect(ids).toEqual(signalIds.filter((id) => ids.includes(id)));
      for (const id of ids) expect(signalCatalogue[id].platforms).toContain(platform);
      expect(ids).toContain('security-key');
    },
  );
});
