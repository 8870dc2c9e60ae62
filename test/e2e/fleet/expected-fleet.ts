import {
  type PasskeyKind,
  type Severity,
  type Verdict,
  type VerdictState,
  verdictStates,
} from '../../../src/contract/verdict.ts';
import { assess } from '../../../src/core/assess/assess.ts';
import type { JudgingFiles } from '../../../src/core/assess/grounds.ts';
import type { FleetDevice } from './sample-fleet.ts';

export type ExpectedDevice = FleetDevice & { verdict: Verdict };
export type ExpectedBlocker = { code: string; severity: Severity; devices: number };

/** What the fleet view must show, counted here one device at a time, without the collector's database. */
export type ExpectedFleet = {
  devices: ExpectedDevice[];
  states: Record<VerdictState, number>;
  kindStates(kind: PasskeyKind): Record<VerdictState, number>;
  /** Most devices first. */
  blockers: ExpectedBlocker[];
  heardWithin(days: number): number;
};

export function expectFleet(fleet: readonly FleetDevice[], { policy }: JudgingFiles): ExpectedFleet {
  const devices = fleet.map((device) => {
    const { report } = device;
    const subject = { platform: report.device.platform, signals: report.signals };
    return { ...device, verdict: assess(subject, policy, new Date()) };
  });
  return {
    devices,
    states: countStates(devices.map(({ verdict }) => verdict.state)),
    kindStates: (kind) =>
      countStates(
        devices.flatMap(({ verdict }) =>
          verdict.kinds.filter((one) => one.kind === kind).map(({ state }) => state),
        ),
      ),
    blockers: countBlockers(devices),
    heardWithin: (days) => devices.filter(({ seenDaysAgo }) => seenDaysAgo < days).length,
  };
}

function countStates(states: readonly VerdictState[]): Record<VerdictState, number> {
  return Object.fromEntries(
    verdictStates.map((state) => [state, states.filter((one) => one === state).length]),
  ) as Record<VerdictState, number>;
}

/** Warnings that stop a person once passwords end. */
const failsWithoutPassword = new Set(['APP_NEEDS_PASSWORD', 'APP_NO_PASSKEY_PROMPT', 'APP_RETIRED']);

function countBlockers(devices: readonly ExpectedDevice[]): ExpectedBlocker[] {
  const found = new Map<string, ExpectedBlocker>();
  for (const { verdict } of devices) {
    const findings = [...verdict.kinds.flatMap((kind) => kind.findings), ...verdict.overall];
    const stopping = findings.filter(
      ({ severity, code }) =>
        ['block', 'unknown', 'action'].includes(severity) || failsWithoutPassword.has(code),
    );
    for (const key of new Set(stopping.map(({ code, severity }) => `${code} ${severity}`))) {
      const [code = '', severity = ''] = key.split(' ');
      const blocker = found.get(key) ?? { code, severity: severity as Severity, devices: 0 };
      found.set(key, { ...blocker, devices: blocker.devices + 1 });
    }
  }
  return [...found.values()].toSorted((a, b) => b.devices - a.devices || a.code.localeCompare(b.code, 'en'));
}
