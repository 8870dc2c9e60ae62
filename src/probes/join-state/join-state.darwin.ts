import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { nobodysSession } from '../macos/as-root.ts';
import { readCompanyPortal } from '../macos/read-company-portal.ts';
import { runAppSso } from '../macos/run-app-sso.ts';
import { type AppSsoFacts, allAlike, judgeAppSso } from '../platform-sso/judge-app-sso.ts';
import { cancelled, type Found, knownReading, notApplicable, type Probe, unknown } from '../probe.ts';
import { tenantOf } from './tenant-of-issuer.ts';

type JoinStateFacts = FactsOf<'join-state'>;

const unseen = unknown(
  'not-supported',
  'a registration without Platform single sign-on stands only in the keychain, which is not read',
);

/** A Mac registered through Microsoft's extension is joined: https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso */
function isJoined({ extension, registered }: AppSsoFacts): boolean {
  return (
    extension.kind === 'known' &&
    extension.value === 'microsoft' &&
    registered.kind === 'known' &&
    registered.value
  );
}

/** Where nothing is that could have registered the Mac: no extension set up, none possible, or another provider's; and no Company Portal. */
function isWithout(facts: AppSsoFacts, portal: JoinStateFacts['brokers']): boolean {
  const { extension } = facts;
  const isImpossible = extension.kind === 'not-applicable';
  return (
    portal.length === 0 && (isImpossible || (extension.kind === 'known' && extension.value !== 'microsoft'))
  );
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<JoinStateFacts>> {
  const nobody = await nobodysSession(reach);
  if (stop.aborted) return cancelled();
  const [status, portal] = await Promise.all([runAppSso(reach), readCompanyPortal(reach)]);
  if (stop.aborted) return cancelled();
  const told = 'kind' in status ? allAlike(status) : judgeAppSso(status, nobody);
  const joined = isJoined(told);
  const isInstalled = portal.kind === 'known' && portal.value !== null;
  const brokers: JoinStateFacts['brokers'] = isInstalled
    ? [{ id: 'company-portal', version: portal.value, configured: joined ? knownReading(true) : unseen }]
    : [];
  const source = [!('kind' in status) && 'app-sso', portal.kind === 'known' && 'Company Portal'];
  const known = (facts: Omit<JoinStateFacts, 'brokers'>): Found<JoinStateFacts> => ({
    kind: 'known',
    facts: { ...facts, brokers },
    source: source.filter(Boolean).join(', '),
  });
  if (joined) {
    const tenantId = 'kind' in status ? null : tenantOf(status.blocks.login);
    return known({
      state: knownReading('joined'),
      entraDeviceId: unknown('not-supported', 'it stands only in the keychain, which is not read'),
      tenantId:
        tenantId === null ? unknown('unreadable', 'the tenant could not be told') : knownReading(tenantId),
    });
  }
  if (portal.kind === 'known' && isWithout(told, brokers)) {
    const none = notApplicable('not joined and not registered');
    return known({ state: knownReading('none'), entraDeviceId: none, tenantId: none });
  }
  const gap = [told.extension, portal].find(({ kind }) => kind === 'unknown');
  const why = gap?.kind === 'unknown' ? unknown(gap.reason, gap.detail) : unseen;
  return isInstalled ? known({ state: why, entraDeviceId: why, tenantId: why }) : why;
}

/** Join of a Mac to Entra ID as Platform single sign-on and Company Portal show it. */
export const joinStateDarwin: Probe<'join-state'> = { signal: 'join-state', observe };
