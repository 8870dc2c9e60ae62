import type { FactsOf } from '../../contract/signals.ts';
import { countNodes } from '../../platform/macos/count-nodes.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readConsoleUser } from '../macos/read-console-user.ts';
import { accountOf, readManaged, yesOrNo } from '../macos/read-managed.ts';
import { runTool } from '../macos/run-tool.ts';
import { knownReading, type Unknown, unknown } from '../probe.ts';
import { parseCounts, parseSettings, type TouchIdSettings } from './parse-bioutil.ts';

type Facts = FactsOf<'biometric-sensor'>;
type Enrolled = Facts['sensors'][number]['enrolled'];
type Allowed = NonNullable<Facts['allowed']>;
/** Who asks. */
type Asker = { uid: number | null; homeDir: string };

const BIOUTIL = '/usr/bin/bioutil';

/**
 * Classes of the device tree that only a sensor brings: the one built in, and that of a keyboard with Touch ID, which is gone when the
 * keyboard is. Others of these names (AppleMesaSEPDriver, AppleBiometricServices) are there without one.
 * https://github.com/macadmins/osquery-extension/pull/110
 */
export const sensorClasses = [
  { name: 'Touch ID', ioClass: 'AppleBiometricSensor' },
  { name: 'Keyboard with Touch ID', ioClass: 'AppleMesaAccessory' },
] as const;

/** Is a node of this class there? One sensor may bring several. */
export async function hasNode(reach: ProbeReach, ioClass: string): Promise<boolean | Unknown> {
  const said = await runTool(reach, '/usr/sbin/ioreg', ['-a', '-r', '-c', ioClass]);
  if (!said.ok) return said.unknown;
  const nodes = countNodes(said.text);
  return nodes === 'unreadable'
    ? unknown('unreadable', `ioreg told of ${ioClass} in another form`)
    : nodes > 0;
}

async function askCounts(
  reach: ProbeReach,
  args: readonly string[],
): Promise<ReadonlyMap<number, number> | Unknown> {
  const said = await runTool(reach, BIOUTIL, args);
  if (!said.ok) return said.unknown;
  const counts = parseCounts(said.text);
  return counts === 'unreadable' ? unknown('unreadable', 'bioutil counted in other words') : counts;
}

/**
 * Prints of the person: of the account that asks, or with rights of root of the account that has the screen. Root has no prints of its own.
 */
export async function readEnrolled(reach: ProbeReach, { uid }: Asker): Promise<Enrolled> {
  if (uid !== 0) {
    const counts = await askCounts(reach, ['-c']);
    if (!('get' in counts)) return counts;
    const own = uid === null ? undefined : counts.get(uid);
    if (own !== undefined) return knownReading(own);
    return counts.size === 0 ? knownReading(0) : unknown('unreadable', 'bioutil counted for another account');
  }
  const owner = await readConsoleUser(reach);
  if (typeof owner !== 'number') return owner;
  if (owner === 0) return unknown('needs-person-session', 'nobody is logged in at the screen');
  const counts = await askCounts(reach, ['-c', '-s']);
  return 'get' in counts ? knownReading(counts.get(owner) ?? 0) : counts;
}

async function askSettings(reach: ProbeReach, args: readonly string[]): Promise<TouchIdSettings | Unknown> {
  const said = await runTool(reach, BIOUTIL, args);
  if (!said.ok) return said.unknown;
  const settings = parseSettings(said.text);
  return settings === 'unreadable'
    ? unknown('unreadable', 'bioutil told its settings in other words')
    : settings;
}

/** Restriction `allowFingerprintForUnlock`: https://developer.apple.com/documentation/devicemanagement/restrictions */
async function askRestriction(
  reach: ProbeReach,
  account: string | undefined,
): Promise<boolean | null | Unknown> {
  const asked = await readManaged(reach, 'com.apple.applicationaccess', 'allowFingerprintForUnlock', account);
  if ('kind' in asked) return asked;
  const allows = asked.value === null ? null : yesOrNo(asked.value);
  return allows === 'unreadable'
    ? unknown('unreadable', 'allowFingerprintForUnlock is neither true nor false')
    : allows;
}

/** Whether Touch ID may be used. One "no" is enough; a "yes" needs every answer. */
export async function readAllowed(reach: ProbeReach, { uid, homeDir }: Asker): Promise<Allowed> {
  const account = uid === 0 ? undefined : accountOf(homeDir);
  const [forAll, forAccount, system, own] = await Promise.all([
    askRestriction(reach, undefined),
    account === undefined ? null : askRestriction(reach, account),
    askSettings(reach, ['-r', '-s']),
    uid === 0 ? null : askSettings(reach, ['-r']),
  ]);
  if (forAll === false || forAccount === false) return knownReading({ value: false, by: 'policy' });
  if (own !== null && 'unlock' in own && own.unlock === false)
    return knownReading({ value: false, by: 'local' });
  const isOff = [system, own].some(
    (settings) =>
      settings !== null &&
      'unlock' in settings &&
      [settings.functionality, settings.unlock, settings.effectiveUnlock].includes(false),
  );
  if (isOff) return knownReading({ value: false, by: 'unknown' });
  for (const answer of [forAll, forAccount, system, own]) {
    if (answer !== null && typeof answer === 'object' && 'reason' in answer) return answer;
  }
  if (system === null || !('unlock' in system) || system.functionality === null)
    return unknown('unreadable', 'bioutil does not say whether Touch ID is on');
  const isManaged = forAll === true || forAccount === true;
  return knownReading({ value: true, by: isManaged ? 'policy' : 'unknown' });
}

/**
 * Whether macOS would let somebody put a finger on the sensor now, as the window's process was told. "No" has many reasons (no
 * sensor, nothing enrolled, locked out, lid closed), so it says nothing of the sensor.
 * https://www.electronjs.org/docs/latest/api/system-preferences#systempreferencescanprompttouchid-macos
 */
export async function readUsableNow(reach: ProbeReach): Promise<NonNullable<Facts['usableNow']>> {
  const asked = await reach.native.ask('canPromptTouchId');
  if (!asked.ok) {
    return asked.problem === 'not-supported'
      ? unknown('not-supported', 'only the window can ask macOS this')
      : unknown('unreadable', asked.detail);
  }
  return typeof asked.value === 'boolean'
    ? knownReading(asked.value)
    : unknown('unreadable', 'canPromptTouchID is neither true nor false');
}
