import type { FactsOf } from '../../contract/signals.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { tidyText } from '../probe.ts';
import { numberOf, textOf } from '../windows/registry-values.ts';

type Windows = Pick<
  FactsOf<'os'>,
  'id' | 'prettyName' | 'version' | 'kernel' | 'edition' | 'release' | 'installation'
>;

/** What Windows says of itself under HKLM. Not the registered owner, not the product id. */
export const VERSION_KEY = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
export const versionValues = [
  'ProductName',
  'DisplayVersion',
  'ReleaseId',
  'CurrentVersion',
  'CurrentMajorVersionNumber',
  'CurrentMinorVersionNumber',
  'CurrentBuildNumber',
  'UBR',
  'EditionID',
  'InstallationType',
];

/** First build of Windows 11: https://learn.microsoft.com/en-us/windows/release-health/windows11-release-information */
const FIRST_WINDOWS_11_BUILD = 22000;

function wordOf(key: RegistryKey, name: string): string | null {
  return tidyText(textOf(key, name) ?? '', 60) || null;
}

/** `10.0`: two numbers since Windows 10, before that only a text. */
function majorMinor(key: RegistryKey): string {
  const major = numberOf(key, 'CurrentMajorVersionNumber');
  const text = textOf(key, 'CurrentVersion');
  if (major !== null) return `${major}.${numberOf(key, 'CurrentMinorVersionNumber') ?? 0}`;
  return text !== null && /^\d{1,2}\.\d{1,2}$/.test(text) ? text : '10.0';
}

function readInstallation(key: RegistryKey): Windows['installation'] {
  const word = wordOf(key, 'InstallationType')?.toLowerCase() ?? '';
  if (word === 'client') return 'client';
  return word.includes('server') ? 'server' : null;
}

/**
 * ProductName still says "Windows 10" on Windows 11, so the build decides.
 * https://atmarkit.itmedia.co.jp/ait/articles/2303/29/news015.html
 */
function nameProduct(key: RegistryKey, build: number, installation: Windows['installation']): string {
  const name = tidyText(textOf(key, 'ProductName') ?? '', 120) || 'Windows';
  return build >= FIRST_WINDOWS_11_BUILD && installation !== 'server'
    ? name.replace(/^Windows 10\b/, 'Windows 11')
    : name;
}

/** Version facts from the key; `unreadable` without a build number. */
export function describeWindows(key: RegistryKey): Windows | 'unreadable' {
  const build = textOf(key, 'CurrentBuildNumber') ?? '';
  if (!/^\d{3,6}$/.test(build)) return 'unreadable';
  const revision = numberOf(key, 'UBR');
  const installation = readInstallation(key);
  // Since 20H2 ReleaseId stands still at 2009 and DisplayVersion counts: https://github.com/nvaccess/nvda/issues/12509
  const release = wordOf(key, 'DisplayVersion') ?? wordOf(key, 'ReleaseId');
  const product = nameProduct(key, Number(build), installation);
  return {
    id: 'windows',
    prettyName: release === null ? product : `${product} ${release}`,
    version: `${majorMinor(key)}.${build}`,
    kernel: revision === null ? build : `${build}.${revision}`,
    edition: wordOf(key, 'EditionID'),
    release,
    installation,
  };
}
