import type { ProbeReach } from '../../platform/reach.ts';
import { type Failed, tidyText } from '../probe.ts';
import { textOf } from '../windows/registry-values.ts';
import type { InstalledProgram } from './read-uninstall-keys.ts';

/**
 * Where Office notes what Click-to-Run installed: `ProductReleaseIds` (https://learn.microsoft.com/en-us/microsoft-365/troubleshoot/installation/product-ids-supported-office-deployment-click-to-run)
 * and `VersionToReport`. Office 2013 had a place of its own. The list of installed programs shows the same in the language of the set-up.
 */
const places = [
  { path: 'SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration', unnumbered: '2016' },
  { path: 'SOFTWARE\\Microsoft\\Office\\15.0\\ClickToRun\\Configuration', unnumbered: '2013' },
] as const;

/** The products of Office under names that no language changes: `Microsoft 365 Apps (O365ProPlusRetail)`, `Microsoft Office Professional Plus 2019`. */
export async function readClickToRun(
  reach: ProbeReach,
): Promise<{ programs: InstalledProgram[]; gaps: Failed[] }> {
  const programs: InstalledProgram[] = [];
  const gaps: Failed[] = [];
  for (const { path, unnumbered } of places) {
    const key = await reach.registry.readTree('HKLM', path, {
      values: ['ProductReleaseIds', 'VersionToReport'],
    });
    if (!key.ok) {
      if (key.problem !== 'not-found') gaps.push(key);
      continue;
    }
    const version = tidyText(textOf(key.value, 'VersionToReport') ?? '', 60) || null;
    for (const id of (textOf(key.value, 'ProductReleaseIds') ?? '').slice(0, 2000).split(',')) {
      const name = nameOfProduct(id.trim(), unnumbered);
      if (name !== null) programs.push({ name, version, publisher: 'Microsoft Corporation', program: null });
    }
  }
  return { programs, gaps };
}

/** Editions as the list of installed programs writes them, and so the catalogue. */
const editions: Readonly<Record<string, string>> = {
  ProPlus: 'Professional Plus',
  HomeBusiness: 'Home and Business',
  HomeStudent: 'Home and Student',
};

/**
 * The number of the version is 16 for all of them, so the year is read off the id: those of 2016 have none
 * (https://learn.microsoft.com/en-us/office/ltsc/2024/deploy for the later ones).
 */
export function nameOfProduct(id: string, unnumbered: string): string | null {
  const [, product, year, channel] = /^([A-Z][A-Za-z0-9]*?)(20\d\d)?(Retail|Volume)$/.exec(id) ?? [];
  if (product === undefined) return null;
  if (product.startsWith('O365')) return `Microsoft 365 Apps (${id})`;
  if (/^(Visio|Project)/.test(product)) return `Microsoft ${product} ${year ?? unnumbered}`;
  if (product === 'SkypeforBusiness') return `Skype for Business ${year ?? unnumbered}`;
  // Only volume licences of these years are the editions that Microsoft calls LTSC.
  const ltsc = channel === 'Volume' && (year === '2021' || year === '2024') ? 'LTSC ' : '';
  return `Microsoft Office ${ltsc}${editions[product] ?? product} ${year ?? unnumbered}`;
}
