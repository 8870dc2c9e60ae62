import type { AppSettingsFacts } from '../../../contract/facts/app-settings.ts';
import type { OsFacts } from '../../../contract/facts/os.ts';
import {
  type Can,
  type CanBecause,
  type ClientSystem,
  connectionMatrix,
  remoteDesktopMatrix,
  SERVER_2019,
  SERVER_2022,
  targetNeeds,
  type Uses,
  updatedRevisions,
  WINDOWS_10_20H2,
} from './remote-desktop-matrix.ts';

/** One client that is here, by its id in the catalogue, with what its settings answered. */
export type RemoteDesktopHere = {
  readonly entry: string;
  readonly found: readonly Pick<AppSettingsFacts['found'][number], 'test' | 'case' | 'count'>[];
};

/**
 * What one client can do with a passkey: start a session with it, and use it in programs inside. Each is `yes` as far as this device goes, `perhaps`,
 * `cannot-tell` or `no`, with why and where that is written. `connections` are those whose settings decide further, by `test/case` of the catalogue, each with
 * the worse of what the client and the setting say. `target`: nobody sees from here whether the other computer takes part, so no `yes` is a promise.
 */
export type RemoteDesktopAbility = Uses & {
  readonly entry: string;
  readonly connections: readonly (Partial<Uses> & { readonly id: string; readonly count: number })[];
  readonly target: { readonly is: 'cannot-be-told' } & typeof targetNeeds;
};

/**
 * Judges clients of Microsoft's remote desktop on this system (`os` null: not known). Clients that the matrix does not know, such as Citrix or VNC, are left
 * out. Pure; https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-plan-rdp-phishing-resistant-passwordless-authentication
 */
export function judgeRemoteDesktop(
  os: Pick<OsFacts, 'platform' | 'kernel' | 'installation'> | null,
  here: readonly RemoteDesktopHere[],
): RemoteDesktopAbility[] {
  const system = systemOf(os);
  return here.flatMap(({ entry, found }) => {
    const client = Object.hasOwn(remoteDesktopMatrix, entry)
      ? remoteDesktopMatrix[entry]?.[system]
      : undefined;
    if (client === undefined) return [];
    const connections = found.flatMap((row) => {
      const id = `${row.test}/${row.case}`;
      const setting = connectionMatrix[`${entry}/${id}`];
      return setting === undefined ? [] : [{ id, count: row.count, ...withClient(client, setting) }];
    });
    return [{ entry, ...client, connections, target: { is: 'cannot-be-told', ...targetNeeds } }];
  });
}

/** What this system is to remote desktop. */
export function systemOf(os: Pick<OsFacts, 'platform' | 'kernel' | 'installation'> | null): ClientSystem {
  if (os === null) return 'unknown';
  if (os.platform === 'darwin') return 'macos';
  if (os.platform === 'linux') return 'linux';
  const [build, revision] = /^(\d+)(?:\.(\d+))?$/.exec(os.kernel)?.slice(1).map(Number) ?? [];
  if (build === undefined || Number.isNaN(build) || (os.installation ?? null) === null)
    return 'windows-unknown';
  const isServer = os.installation === 'server';
  if (isServer && build <= SERVER_2019) return 'server-old';
  if (isServer && build < SERVER_2022) return 'server-between';
  if (build < WINDOWS_10_20H2) return 'windows-client-old';
  const name = isServer ? 'server-2022' : 'windows-client';
  const least = updatedRevisions[build];
  if (least === undefined) return name;
  if (revision === undefined || Number.isNaN(revision)) return `${name}-updates-unknown`;
  return revision < least ? `${name}-not-updated` : name;
}

const worstFirst: readonly Can[] = ['no', 'cannot-tell', 'perhaps', 'yes'];

function withClient(client: Uses, setting: Partial<Uses>): Partial<Uses> {
  return {
    ...(setting.start === undefined ? {} : { start: worse(client.start, setting.start) }),
    ...(setting.inside === undefined ? {} : { inside: worse(client.inside, setting.inside) }),
  };
}

function worse(a: CanBecause, b: CanBecause): CanBecause {
  return worstFirst.indexOf(b.can) <= worstFirst.indexOf(a.can) ? b : a;
}
