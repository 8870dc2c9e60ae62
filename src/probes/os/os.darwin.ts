import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readConsoleUser } from '../macos/read-console-user.ts';
import { readMachine } from '../macos/read-kernel.ts';
import { runTool } from '../macos/run-tool.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { parseSwVers } from './parse-sw-vers.ts';

type Kind = FactsOf<'os'>['session']['kind'];

/**
 * Jobs that launchd itself runs are in its session `System`, which no account has; any other rights of root come from somebody's session.
 * https://lists.macosforge.org/archives/list/launchd-dev@lists.macosforge.org/message/QWPT5KP3UQT4QNFTHBS4RKYT6ZPI6PSL
 */
async function readRootSession(reach: ProbeReach): Promise<Kind> {
  const said = await runTool(reach, '/bin/launchctl', ['managername']);
  if (!said.ok) return said.unknown;
  return said.text.trim() === 'System'
    ? knownReading('none')
    : unknown('needs-person-session', 'this scan runs as root, not in the session of a person');
}

/** Whoever has the screen sits at it. sshd sets its variables for the sessions it starts (sshd(8)), whoever has the screen. */
async function readSession(
  reach: ProbeReach,
  { uid, env }: { uid: number | null; env: Record<string, string> },
): Promise<Kind> {
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT) return knownReading('remote');
  if (uid === 0) return readRootSession(reach);
  const owner = await readConsoleUser(reach);
  if (typeof owner !== 'number') return owner;
  return owner === uid
    ? knownReading('local')
    : unknown(
        'not-supported',
        'this account does not have the screen, and nothing says that it came from afar',
      );
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'os'>>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  if (stop.aborted) return cancelled();
  const [said, machine, kind] = await Promise.all([
    runTool(reach, '/usr/bin/sw_vers', []),
    readMachine(reach),
    readSession(reach, about.value),
  ]);
  if (stop.aborted) return cancelled();
  if (!said.ok) return said.unknown;
  const system = parseSwVers(said.text);
  if (system === 'unreadable') return unknown('unreadable', 'sw_vers named no version of macOS');
  const isTold = 'model' in machine;
  return {
    kind: 'known',
    facts: {
      platform: 'darwin',
      id: 'macos',
      prettyName: system.prettyName,
      version: system.version,
      kernel: system.build ?? about.value.kernel,
      // A program that Rosetta translates is told that it runs on x64.
      arch: isTold && machine.processor === 'apple-silicon' ? 'arm64' : about.value.arch,
      session: { kind, type: null, desktop: null },
      virtualization: isTold ? machine.virtualization : null,
    },
    source: isTold ? 'sw_vers, sysctl' : 'sw_vers',
  };
}

/** Version, processor and session on macOS. */
export const osDarwin: Probe<'os'> = { signal: 'os', observe };
