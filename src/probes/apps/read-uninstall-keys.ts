import type { Outcome } from '../../platform/reach.ts';
import type { RegistryKey, RegistryQuestion } from '../../platform/windows/registry.ts';
import { type Failed, tidyText, type Unknown, unknown } from '../probe.ts';
import { closedKeysBelow, keysBelow, numberOf, registryValue, textOf } from '../windows/registry-values.ts';

/** One program as the list of installed programs shows it. */
export type InstalledProgram = {
  name: string;
  version: string | null;
  publisher: string | null;
  /** Its own program, where the entry names one. */
  program: string | null;
};

/** https://learn.microsoft.com/en-us/windows/win32/msi/uninstall-registry-key */
export const UNINSTALL = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
/** Captures of versions before 0.4 were asked without the publisher. */
const VALUES_BEFORE = ['DisplayName', 'DisplayVersion', 'DisplayIcon', 'SystemComponent', 'ParentKeyName'];
const VALUES = [...VALUES_BEFORE, 'Publisher'];

/** Reads the list of installed programs that `read` leads to. */
export async function askUninstallKeys(
  read: (question: RegistryQuestion) => Promise<Outcome<RegistryKey>>,
): Promise<InstalledProgram[] | Unknown | Failed> {
  const tree = await read({ values: VALUES, depth: 1 });
  const isOld = !tree.ok && tree.problem === 'not-captured';
  return readUninstallKeys(isOld ? await read({ values: VALUES_BEFORE, depth: 1 }) : tree);
}

/**
 * Entries that Windows itself would show. Left out: those without a name; parts of Windows and hidden halves of a set-up
 * (SystemComponent: https://docs.revenera.com/installshield/LangRef/ADDREMOVE_SYSTEMCOMPONENT.htm; Windows Installer has a property for
 * the same, https://learn.microsoft.com/en-us/windows/win32/msi/arpsystemcomponent); updates of another program (ParentKeyName, which
 * inventory programs know and no page of Microsoft that could be found explains: unconfirmed).
 */
function readUninstallKeys(tree: Outcome<RegistryKey>): InstalledProgram[] | Unknown | Failed {
  if (!tree.ok) return tree;
  const closed = closedKeysBelow(tree.value).length;
  if (closed > 0) return unknown('needs-elevation', `${closed} entries may not be read`);
  return keysBelow(tree.value).flatMap(([, key]) => {
    const name = tidyText(textOf(key, 'DisplayName') ?? '');
    const isHidden =
      numberOf(key, 'SystemComponent') === 1 || registryValue(key, 'ParentKeyName') !== undefined;
    if (name === '' || isHidden) return [];
    const version = tidyText(textOf(key, 'DisplayVersion') ?? '', 60) || null;
    const publisher = tidyText(textOf(key, 'Publisher') ?? '') || null;
    return [{ name, version, publisher, program: programIn(textOf(key, 'DisplayIcon') ?? '') }];
  });
}

/** Programs beside the product that also serve as its icon: their version is not the product's. */
const NOT_THE_PRODUCT = /^(unins|uninst|update|setup|install|msiexec|officeclicktorun)/i;

/** `"C:\…\Bitwarden.exe",0`: the program whose icon is shown is as a rule the product. */
function programIn(icon: string): string | null {
  const path = /^\s*"?([a-z]:\\[^"<>|%,\p{Cc}]{1,400}\.exe)"?\s*(?:,\s*-?\d{1,6})?\s*$/iu.exec(icon)?.[1];
  // Windows Installer keeps copies of icons, which are named .exe and hold nothing else.
  if (path === undefined || /\\installer\\\{/i.test(path)) return null;
  return NOT_THE_PRODUCT.test(path.slice(path.lastIndexOf('\\') + 1)) ? null : path;
}
