import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { readDpkg } from '../linux-packages/read-dpkg.ts';
import { readRpmVersions } from '../linux-packages/read-rpm.ts';

// Microsoft's packages and bus name: https://learn.microsoft.com/en-us/entra/identity/devices/sso-linux,
// https://learn.microsoft.com/en-us/intune/intune-service/user-help/microsoft-intune-app-linux; Himmelblau:
// https://github.com/himmelblau-idm/himmelblau; authd: https://documentation.ubuntu.com/authd/
export const brokerPackages = ['microsoft-identity-broker', 'intune-portal', 'himmelblau', 'authd'] as const;
export const BROKER_BUS_NAME = 'com.microsoft.identity.broker1';
const HIMMELBLAU_CONFIG = '/etc/himmelblau/himmelblau.conf';
const NSSWITCH = '/etc/nsswitch.conf';
const AUTHD_SNAP = '/snap/authd-msentraid';

/** Every sign of an Entra broker on this machine, each with its own outcome. Nothing of a broker's own store is read. */
export type BrokerTraces = {
  /** Versions of broker packages; a failure means that no package database answered. */
  packages: Outcome<ReadonlyMap<string, string>>;
  /** Is the broker's name on the person's bus, running or ready to start? */
  onBus: Outcome<boolean>;
  himmelblauConfig: Outcome<boolean>;
  /** Does the system look accounts up through Himmelblau? */
  himmelblauInNsswitch: Outcome<boolean>;
  authdSnap: Outcome<boolean>;
  /** Was Intune enrolled by this person? Presence of the file only. */
  intuneRegistration: Outcome<boolean>;
};

async function isThere(reach: ProbeReach, path: string): Promise<Outcome<boolean>> {
  const kind = await reach.files.kind(path);
  if (kind.ok) return { ok: true, value: true };
  return kind.problem === 'not-found' ? { ok: true, value: false } : kind;
}

async function readPackages(reach: ProbeReach): Promise<Outcome<ReadonlyMap<string, string>>> {
  const dpkg = await readDpkg(reach, new Set<string>(brokerPackages));
  // A system of rpm packages may have an empty dpkg database beside it, as a tool.
  if (dpkg.ok && dpkg.value.count > 0) return { ok: true, value: dpkg.value.versions };
  if (!dpkg.ok && dpkg.problem !== 'not-found') return dpkg;
  const rpm = await readRpmVersions(reach, brokerPackages);
  if (!rpm.ok && rpm.problem === 'not-found') {
    return { ok: false, problem: 'not-supported', detail: 'neither a dpkg nor an rpm database is there' };
  }
  return rpm;
}

async function askBus(reach: ProbeReach): Promise<Outcome<boolean>> {
  const names = await reach.dbus.whichNames('session', [BROKER_BUS_NAME]);
  if (!names.ok) return names;
  const all = [...names.value.owned, ...names.value.startable];
  return { ok: true, value: all.includes(BROKER_BUS_NAME) };
}

/** `passwd: files himmelblau systemd`, nsswitch.conf(5). */
export function namesHimmelblau(nsswitch: string): boolean {
  return /^\s*(passwd|group|shadow)\s*:[^#\n]*\bhimmelblau\b/m.test(nsswitch);
}

async function readNsswitch(reach: ProbeReach): Promise<Outcome<boolean>> {
  const text = await reach.files.readText(NSSWITCH, 64 * 1024);
  if (text.ok) return { ok: true, value: namesHimmelblau(text.value) };
  // Musl systems have no such file, and then no Himmelblau in it.
  return text.problem === 'not-found' ? { ok: true, value: false } : text;
}

/** Gathers the signs side by side. `configHome` is the person's configuration folder. */
export async function readBrokerTraces(reach: ProbeReach, configHome: string): Promise<BrokerTraces> {
  const [packages, onBus, himmelblauConfig, himmelblauInNsswitch, authdSnap, intuneRegistration] =
    await Promise.all([
      readPackages(reach),
      askBus(reach),
      isThere(reach, HIMMELBLAU_CONFIG),
      readNsswitch(reach),
      isThere(reach, AUTHD_SNAP),
      isThere(reach, `${configHome}/intune/registration.toml`),
    ]);
  return { packages, onBus, himmelblauConfig, himmelblauInNsswitch, authdSnap, intuneRegistration };
}
