import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FakeRegistry } from '../../doubles/fake-registry.ts';
import { joinedWithHello } from '../../doubles/windows-machines/clients.ts';
import { entraSid } from '../../doubles/windows-machines/parts.ts';
import { type Seed, seedRegistry } from './seed-registry.ts';
import { ensureStandIns } from './stand-in-dlls.ts';
import type { WineMachine } from './wine-machine.ts';

/** The one account of a Wine prefix: https://gitlab.winehq.org/wine/wine/-/blob/wine-8.0/server/token.c */
export const wineSid = 'S-1-5-21-0-0-0-1000';
/** Somebody else, whose hive is loaded. */
const otherSid = 'S-1-5-21-1111111111-2222222222-3333333333-1105';

const uninstall = String.raw`Microsoft\Windows\CurrentVersion\Uninstall`;
/** Programs in every place where Windows lists them, with names outside any one code page. */
const programs: Seed = {
  [`HKLM\\SOFTWARE\\${uninstall}\\Größe`]: { DisplayName: 'Größe 例', DisplayVersion: '1.0' },
  [`HKLM\\SOFTWARE\\Wow6432Node\\${uninstall}\\Контур`]: { DisplayName: 'Контур', DisplayVersion: '2.0' },
  [`HKCU\\Software\\${uninstall}\\Übersicht`]: { DisplayName: 'Übersicht', DisplayVersion: '3.0' },
  [`HKU\\${otherSid}\\Software\\${uninstall}\\Δοκιμή`]: { DisplayName: 'Δοκιμή', DisplayVersion: '4.0' },
};
/** A browser with such a name, of this person; the program is one that Wine has, with a version in it. */
const client = String.raw`HKCU\Software\Clients\StartMenuInternet\Größe 例`;
const browser: Seed = {
  [client]: { '': 'Größe 例' },
  [`${client}\\shell\\open\\command`]: { '': String.raw`"C:\windows\notepad.exe"` },
};

/** The pretended PC's registry with Wine's account in place of the pretended one. */
function seedOf(registry: FakeRegistry): Seed {
  return Object.fromEntries(
    Object.entries(registry).map(([path, values]) => [
      path.replace(entraSid, wineSid),
      values as Seed[string],
    ]),
  );
}

/**
 * Makes a Wine machine the joined PC of the captures: its registry, stand-in DLLs in place of Windows' own, and a stand-in for
 * dsregcmd. What stays Wine's: sessions, devices, and the Windows Runtime, which has none of the classes.
 */
export async function furnishJoinedPc(machine: WineMachine): Promise<void> {
  const { registry, commands = {} } = joinedWithHello;
  if (registry === undefined || 'ok' in registry) throw new TypeError('the pretended PC has no registry');
  await seedRegistry(machine, { ...seedOf(registry as FakeRegistry), ...programs, ...browser });
  const folder = await ensureStandIns();
  for (const name of await readdir(folder))
    if (/\.(dll|exe)$/.test(name) && !name.includes('1903')) await machine.layDll(join(folder, name), name);
  const [printed] = Object.values(commands);
  if (printed === undefined || !('stdout' in printed)) throw new TypeError('it prints no join state');
  const text = printed.stdout.replace('AzureAD\\ErinFox, erin.fox@contoso.example', 'WINE\\root, root');
  await writeFile(join(machine.driveC, 'dsregcmd.txt'), text);
}
