import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { runTool } from '../macos/run-tool.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { parseFileVault } from './parse-filevault.ts';

type ProtectionFacts = FactsOf<'device-protection'>;

const LOGIN_WINDOW = '/Library/Preferences/com.apple.loginwindow.plist';

type FileVault = Exclude<ReturnType<typeof parseFileVault>, 'unreadable'>;

async function readDisk(reach: ProbeReach): Promise<FileVault | Unknown> {
  const said = await runTool(reach, '/usr/bin/fdesetup', ['status']);
  if (!said.ok) return said.unknown;
  const state = parseFileVault(said.text);
  return state === 'unreadable' ? unknown('unreadable', 'fdesetup told nothing known') : state;
}

/**
 * `autoLoginUser` names whom macOS logs in by itself; only that it stands there is read. A file that is missing says nothing.
 * https://www.tenable.com/audits/items/CIS_Apple_macOS_13.0_Ventura_v1.0.0_L1.audit:6ffbb8896eccb457ab62ccc7c0c162f0
 */
async function readAutomaticLogin(reach: ProbeReach): Promise<ProtectionFacts['automaticLogin']> {
  const read = await reach.files.readParts(LOGIN_WINDOW, 'plist', {
    at: [],
    each: false,
    keep: { autoLoginUser: 'presence' },
  });
  if (!read.ok) return unknownFrom(read);
  const kept = read.value[0]?.kept;
  return kept === undefined
    ? unknown('unreadable', 'the settings of the login window are no dictionary')
    : knownReading(kept.autoLoginUser === true);
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<ProtectionFacts>> {
  const [disk, automaticLogin] = await Promise.all([readDisk(reach), readAutomaticLogin(reach)]);
  if (stop.aborted) return cancelled();
  const isTold = typeof disk === 'string';
  if (!isTold && automaticLogin.kind === 'unknown') return disk;
  return {
    kind: 'known',
    facts: { diskEncryption: isTold ? knownReading(disk) : disk, automaticLogin },
    source: [isTold && 'fdesetup', automaticLogin.kind === 'known' && 'com.apple.loginwindow']
      .filter(Boolean)
      .join(', '),
  };
}

/** FileVault, and whether the Mac logs somebody in by itself. */
export const deviceProtectionDarwin: Probe<'device-protection'> = { signal: 'device-protection', observe };
