import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { nobodysSession } from '../macos/as-root.ts';
import { listCredentialProviders } from '../macos/list-credential-providers.ts';
import { COMPANY_PORTAL, readCompanyPortal } from '../macos/read-company-portal.ts';
import { runAppSso } from '../macos/run-app-sso.ts';
import { cancelled, type Found, knownReading, notApplicable, type Probe, unknown } from '../probe.ts';
import { allAlike, judgeAppSso } from './judge-app-sso.ts';

type PlatformSsoFacts = FactsOf<'platform-sso'>;

/** Company Portal's extension: https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension */
const AUTOFILL = `${COMPANY_PORTAL}.Mac-Autofill-Extension`;

async function readCredentialProvider(
  reach: ProbeReach,
  portal: PlatformSsoFacts['companyPortal'],
): Promise<PlatformSsoFacts['credentialProvider']> {
  if (portal.kind === 'known' && portal.value === null)
    return notApplicable('Company Portal is not installed');
  const listed = await listCredentialProviders(reach);
  if (!Array.isArray(listed)) return listed;
  const elections = new Set(listed.filter(({ id }) => id === AUTOFILL).map(({ election }) => election));
  const [election] = elections;
  if (election === undefined)
    return unknown('unreadable', 'macOS does not list Company Portal among the providers');
  return elections.size === 1 && election !== 'other'
    ? knownReading(election)
    : unknown('unreadable', 'macOS does not say whether Company Portal is on');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<PlatformSsoFacts>> {
  const nobody = await nobodysSession(reach);
  if (stop.aborted) return cancelled();
  const [status, companyPortal] = await Promise.all([runAppSso(reach), readCompanyPortal(reach)]);
  if (stop.aborted) return cancelled();
  const credentialProvider = nobody ?? (await readCredentialProvider(reach, companyPortal));
  if (stop.aborted) return cancelled();
  const told = 'kind' in status ? allAlike(status) : judgeAppSso(status, nobody);
  const facts = { ...told, companyPortal, credentialProvider };
  const readings = Object.values(facts);
  if (!readings.some(({ kind }) => kind === 'known')) {
    const gap = readings.find((reading) => reading.kind === 'unknown');
    return gap?.kind === 'unknown' ? unknown(gap.reason, gap.detail) : unknown('unreadable');
  }
  const sources = [
    !('kind' in status) && 'app-sso',
    companyPortal.kind === 'known' && 'Company Portal',
    credentialProvider.kind === 'known' && 'pluginkit',
  ];
  return { kind: 'known', facts, source: sources.filter(Boolean).join(', ') };
}

/** Platform single sign-on by `app-sso platform -s`, Company Portal by its bundle, and its place in AutoFill by `pluginkit`. */
export const platformSsoDarwin: Probe<'platform-sso'> = { signal: 'platform-sso', observe };
