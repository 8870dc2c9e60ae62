import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, knownReading, type Probe, type Unknown, unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { findPerson, type Person, peopleHere, readHive } from '../windows/people.ts';
import { keysBelow, textOf } from '../windows/registry-values.ts';
import { findRegisteredBrowsers, type RegisteredBrowser } from './find-registered-browsers.ts';
import { readBrowserPolicies } from './read-browser-policies.ts';
import { readUserChoice } from './read-user-choice.ts';

type BrowsersFacts = FactsOf<'browsers'>;
type Browser = BrowsersFacts['browsers'][number];

/** ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND: https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--0-499- */
const NOT_THERE: readonly number[] = [2, 3, 0x8007_0002, 0x8007_0003];

/** Version of the program itself; else, for Chromium, the version last started. Null when the program is gone. */
async function readVersion(
  reach: ProbeReach,
  browser: RegisteredBrowser,
  people: readonly Person[],
): Promise<Browser['version'] | null> {
  const asked = await askNative(reach, 'fileVersion', browser.program);
  if (asked.ok && 'version' in asked.answer) return knownReading(asked.answer.version);
  if (asked.ok && 'result' in asked.answer && NOT_THERE.includes(asked.answer.result)) return null;
  const beacon = await readBeacon(reach, browser, browser.person === null ? people : [browser.person]);
  if (beacon !== null) return knownReading(beacon);
  if (!asked.ok) return unknown(asked.unknown.reason, 'file version');
  return 'version' in asked.answer ? null : whyUncalled('GetFileVersionInfo', asked.answer);
}

/** Chromium notes under BLBeacon, for each person, which version it started: https://github.com/chromium/chromium/blob/main/chrome/chrome_elf/chrome_elf_constants.cc */
async function readBeacon(
  reach: ProbeReach,
  { known }: RegisteredBrowser,
  people: readonly Person[],
): Promise<string | null> {
  if (known === undefined || known.beacon === null) return null;
  for (const person of people) {
    const key = await readHive(reach, person, `SOFTWARE\\${known.beacon}\\BLBeacon`, { values: ['version'] });
    const version = key.ok ? textOf(key.value, 'version') : null;
    if (version !== null && /^\d{1,5}(\.\d{1,6}){1,3}$/.test(version)) return version;
  }
  return null;
}

/**
 * Programs of Firefox ESR. Firefox registers each installation as `<version> [ESR ](<processor> <language>)`:
 * https://searchfox.org/mozilla-central/source/browser/installer/windows/nsis/shared.nsh (SetAppKeys)
 */
async function findFirefoxEsr(reach: ProbeReach, people: readonly Person[]): Promise<ReadonlySet<string>> {
  const path = 'SOFTWARE\\Mozilla\\Mozilla Firefox';
  const how = { values: ['PathToExe'], depth: 2 };
  const trees = [
    await reach.registry.readTree('HKLM', path, how),
    await reach.registry.readTree('HKLM', path, { ...how, view: '32' }),
    ...(await Promise.all(people.map((person) => readHive(reach, person, path, how)))),
  ];
  const programs = trees.flatMap((tree) =>
    (tree.ok ? keysBelow(tree.value) : [])
      .filter(([version]) => /\besr\b/i.test(version))
      .flatMap(([, key]) => keysBelow(key).map(([, main]) => textOf(main, 'PathToExe')?.toLowerCase() ?? '')),
  );
  return new Set(programs);
}

/** One entry for each browser: in a device scan several people may have the same one. */
function withoutTwins(browsers: readonly Browser[]): Browser[] {
  const byKind = new Map<string, Browser>();
  for (const browser of browsers) {
    const kind = [browser.family, browser.channel, browser.packaging].join(' ');
    if (!byKind.has(kind)) byKind.set(kind, browser);
  }
  return [...byKind.values()];
}

/** No browser was seen: "none" only where everything could be read and somebody is there who may have one of their own. */
function explainNone(gaps: readonly (Unknown | null)[], people: readonly Person[]): Unknown | null {
  const gap = gaps.find((one) => one !== null);
  if (gap) return gap;
  return people.length > 0
    ? null
    : unknown('needs-person-session', 'a browser may be installed for one person only');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BrowsersFacts>> {
  const { people, gap } = await peopleHere(reach);
  if (stop.aborted) return cancelled();
  const registered = await findRegisteredBrowsers(reach, people);
  if (stop.aborted) return cancelled();
  const esr = registered.browsers.some(({ known }) => known?.family === 'firefox')
    ? await findFirefoxEsr(reach, people)
    : new Set();
  const browsers: Browser[] = [];
  for (const browser of registered.browsers) {
    const version = await readVersion(reach, browser, people);
    if (stop.aborted) return cancelled();
    if (version === null) continue;
    const { known, name, program } = browser;
    browsers.push({
      family: known?.family ?? name.toLowerCase(),
      name,
      channel: esr.has(program.toLowerCase()) ? 'esr' : (known?.channel ?? null),
      version,
      packaging: /\\users\\|\\appdata\\/i.test(program) ? 'user' : 'system',
    });
  }
  if (browsers.length === 0) {
    const why = explainNone([registered.gap, gap], people);
    if (why !== null) return why;
  }
  const person = await findPerson(reach);
  const defaultBrowser = await readUserChoice(reach, person);
  if (stop.aborted) return cancelled();
  const policies = await readBrowserPolicies(reach, person);
  if (stop.aborted) return cancelled();
  const facts = { browsers: withoutTwins(browsers), defaultBrowser, policies };
  return { kind: 'known', facts, source: 'registry, file versions' };
}

/** Browsers registered with Windows, their versions from the programs themselves, the default, and company settings on passkeys. */
export const browsersWin32: Probe<'browsers'> = { signal: 'browsers', observe };
