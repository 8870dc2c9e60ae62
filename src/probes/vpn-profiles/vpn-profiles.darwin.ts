import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { decidedBy, judgeNetworkService, macProfile } from './judge-network-service.ts';
import { parseScutilList, type ScutilRow } from './parse-scutil-list.ts';
import { readNetworkServices } from './read-network-services.ts';

type VpnProfilesFacts = FactsOf<'vpn-profiles'>;
type Profile = VpnProfilesFacts['profiles'][number];
type Source = VpnProfilesFacts['sources'][number];

/** More profiles than this are counted, not listed. */
const MOST_PROFILES = 40;

/** IKEv2 and VPNs of programs are kept in an archive of objects that only root may read and nobody has described for VPNs. */
const archive: Source = {
  source: 'com.apple.networkextension.plist',
  count: unknown('not-supported', 'this archive of macOS is not read'),
};

async function listRows(reach: ProbeReach): Promise<ScutilRow[] | Unknown> {
  const run = await reach.commands.run('/usr/sbin/scutil', ['--nc', 'list']);
  if (!run.ok) return unknownFrom(run);
  const rows = parseScutilList(run.value.stdout);
  if (rows !== null && run.value.exitCode === 0) return rows;
  return unknown('unreadable', `scutil ended with ${run.value.exitCode} and told no list`);
}

function isVpn({ kind }: ScutilRow): boolean {
  return kind !== 'no-vpn' && kind !== 'unknown';
}

/** A row whose service the settings do not describe: what it is, but not how one signs in. */
function fromRow({ name, kind, program }: ScutilRow): Profile {
  return program === null
    ? macProfile(name, kind, {
        ...decidedBy('settings that could not be read'),
        proof: 'only its kind is known',
      })
    : macProfile(name, null, decidedBy(program));
}

function countRows(rows: ScutilRow[] | Unknown): Source['count'] {
  if (!Array.isArray(rows)) return rows;
  const odd = rows.filter(({ kind }) => kind === 'unknown').length;
  return odd > 0
    ? unknown('unreadable', `${odd} rows are of a kind not known`)
    : knownReading(rows.filter(isVpn).length);
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<VpnProfilesFacts>> {
  const [rows, services] = await Promise.all([listRows(reach), readNetworkServices(reach)]);
  if (stop.aborted) return cancelled();
  if (!Array.isArray(rows) && !Array.isArray(services)) return rows;
  const described = (Array.isArray(services) ? services : []).flatMap((service) => {
    const profile = judgeNetworkService(service);
    return profile === null ? [] : [{ id: service.id, profile }];
  });
  const ids = new Set(described.map(({ id }) => id));
  // The settings hold every set of connections, the list only the present one but also what programs keep elsewhere.
  const others = (Array.isArray(rows) ? rows : []).filter(
    (row) => isVpn(row) && !(row.id !== null && ids.has(row.id)),
  );
  const profiles = [...described.map(({ profile }) => profile), ...others.map(fromRow)];
  const sources: Source[] = [
    { source: 'scutil', count: countRows(rows) },
    {
      source: 'preferences.plist',
      count: Array.isArray(services) ? knownReading(described.length) : services,
    },
    archive,
  ];
  return {
    kind: 'known',
    facts: { profiles: profiles.slice(0, MOST_PROFILES), sources },
    source:
      sources.flatMap(({ source, count }) => (count.kind === 'known' ? [source] : [])).join(', ') || 'scutil',
  };
}

/**
 * VPN profiles of macOS by `scutil --nc list`, and how one signs in to those that the network settings describe. What a program or a server
 * decides (WireGuard, IKEv2, vendors' clients) is "unknown".
 */
export const vpnProfilesDarwin: Probe<'vpn-profiles'> = { signal: 'vpn-profiles', observe };
