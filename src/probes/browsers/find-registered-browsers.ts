import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { tidyText, type Unknown, unknownFrom } from '../probe.ts';
import { type Person, readHive } from '../windows/people.ts';
import { keyAt, keysBelow, textOf } from '../windows/registry-values.ts';
import { findWindowsBrowser, type WindowsBrowser } from './known-windows-browsers.ts';

export type RegisteredBrowser = {
  name: string;
  known: WindowsBrowser | undefined;
  /** Path as it is registered. */
  program: string;
  /** Whose registration it is; null = of all users. */
  person: Person | null;
};

/** https://learn.microsoft.com/en-us/windows/win32/shell/reg-middleware-apps */
const CLIENTS = 'SOFTWARE\\Clients\\StartMenuInternet';
/** `<client>\shell\open\command`. */
const HOW = { values: [''], depth: 4 };
/** No machine has more. */
const MOST_CLIENTS = 60;

/**
 * Browsers registered with Windows for all users (both sides of the registry) and for the people given, each program once. `gap` says why
 * there may be more.
 */
export async function findRegisteredBrowsers(
  reach: ProbeReach,
  people: readonly Person[],
): Promise<{ browsers: RegisteredBrowser[]; gap: Unknown | null }> {
  const asked: [Person | null, Promise<Outcome<RegistryKey>>][] = [
    [null, reach.registry.readTree('HKLM', CLIENTS, HOW)],
    [null, reach.registry.readTree('HKLM', CLIENTS, { ...HOW, view: '32' })],
    ...people.map((person): [Person, Promise<Outcome<RegistryKey>>] => [
      person,
      readHive(reach, person, CLIENTS, HOW),
    ]),
  ];
  const browsers = new Map<string, RegisteredBrowser>();
  let gap: Unknown | null = null;
  for (const [person, reading] of asked) {
    const clients = await reading;
    if (!clients.ok) {
      // Without a browser of their own people have no such key.
      if (clients.problem !== 'not-found') gap ??= unknownFrom(clients, 'registered browsers');
      continue;
    }
    for (const [client, key] of keysBelow(clients.value).slice(0, MOST_CLIENTS)) {
      const program = programIn(keyAt(key, 'shell\\open\\command'));
      if (program === null || browsers.has(program.toLowerCase())) continue;
      const known = findWindowsBrowser(client, program);
      const name = tidyText(textOf(key, '') ?? '', 80) || tidyText(client, 80);
      browsers.set(program.toLowerCase(), { name, known, program, person });
    }
  }
  return { browsers: [...browsers.values()], gap };
}

/** `"C:\…\chrome.exe" --flag`, with or without quotes. Null when no absolute path of a program stands there. */
function programIn(command: RegistryKey | null): string | null {
  const text = command === null ? '' : (textOf(command, '') ?? '');
  const path = /^\s*"([^"]{1,500})"/.exec(text)?.[1] ?? /^\s*(.{1,500}?\.exe)(?=\s|$)/i.exec(text)?.[1];
  return path !== undefined && /^[a-z]:\\[^"<>|\p{Cc}]+\.exe$/iu.test(path) ? path : null;
}
