import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  type Unknown,
  unknown,
} from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { readTpm20Lockout, readTpm20Properties, type TpmExchange } from './read-tpm-properties.ts';
import { hasWeakFirmware } from './weak-firmware.ts';

type TpmFacts = FactsOf<'tpm'>;
type State = NonNullable<TpmFacts['state']>;

const TBS = 'TPM Base Services';
// https://learn.microsoft.com/en-us/windows/win32/tbs/tbs-return-codes
const NOT_FOUND = 0x8028_400f;
const SERVICE_NOT_RUNNING = 0x8028_4008;
const SERVICE_DISABLED = 0x8028_4010;
const TBS_ACCESS_DENIED = 0x8028_4012;
/**
 * "Deactivated" where a chip is opened (https://learn.microsoft.com/en-us/windows/win32/api/tbs/nf-tbs-tbsi_context_create), in newer
 * headers also "provisioning incomplete". Either way a chip is there and serves nobody until somebody acts.
 */
const DEACTIVATED = 0x8028_4016;

/** `tpmVersion` of TPM_DEVICE_INFO: https://learn.microsoft.com/en-us/windows/win32/api/tbs/ns-tbs-tpm_device_info */
const versions = new Map<number, '1.2' | '2.0'>([
  [1, '1.2'],
  [2, '2.0'],
]);

/** Windows writes this event at each start that finds firmware with the weakness (MSRC ADV170012). It carries no data. */
const weakFirmwareEvent = [
  'System',
  "*[System[Provider[@Name='Microsoft-Windows-TPM-WMI'] and (EventID=1794)]]",
  '1',
  'Event/System/EventID',
] as const;

function whyNoTpmAnswer(
  call: string,
  uncalled: { missing: string; error: number } | { result: number },
): Unknown {
  const code = 'result' in uncalled ? uncalled.result : null;
  // Without the service nobody can say whether a chip is there.
  if (code === SERVICE_DISABLED || code === SERVICE_NOT_RUNNING)
    return unknown('service-missing', 'the TPM service of Windows (TBS) does not run');
  if (code === TBS_ACCESS_DENIED) return unknown('needs-elevation', `${call}: access denied`);
  return whyUncalled(call, uncalled);
}

/** Commands through TBS. `seen.deactivated` becomes true when one was refused because the chip is. */
function exchangeThroughTbs(reach: ProbeReach): { exchange: TpmExchange; seen: { deactivated: boolean } } {
  const seen = { deactivated: false };
  const exchange: TpmExchange = async (request) => {
    const asked = await askNative(reach, 'tpmCapability', request);
    if (!asked.ok) return asked.unknown;
    if ('response' in asked.answer) return asked.answer.response;
    if ('result' in asked.answer && asked.answer.result === DEACTIVATED) seen.deactivated = true;
    return whyNoTpmAnswer('Tbsip_Submit_Command', asked.answer);
  };
  return { exchange, seen };
}

async function askTpm20(
  reach: ProbeReach,
  stop: AbortSignal,
): Promise<{ properties: TpmFacts['properties']; state: State }> {
  const { exchange, seen } = exchangeThroughTbs(reach);
  const properties = await readTpm20Properties(exchange, TBS, stop);
  if (seen.deactivated) return { properties, state: knownReading('disabled') };
  if (properties.kind !== 'known') return { properties, state: properties };
  const lockedOut = await readTpm20Lockout(exchange, TBS);
  if (lockedOut.kind !== 'known') return { properties, state: lockedOut };
  return { properties, state: knownReading(lockedOut.value ? 'locked-out' : 'usable') };
}

async function askWarned(reach: ProbeReach): Promise<Reading<boolean>> {
  const asked = await askNative(reach, 'events', ...weakFirmwareEvent);
  if (!asked.ok) return asked.unknown;
  return 'rows' in asked.answer
    ? knownReading(asked.answer.rows.length > 0)
    : whyUncalled('EvtQuery', asked.answer);
}

function judgeFirmware(properties: TpmFacts['properties'], warned: Reading<boolean>): Reading<boolean> {
  const told = properties.kind === 'known' ? properties.value : null;
  const weak = told === null ? null : hasWeakFirmware(told);
  // The version of an Infineon chip outranks the log, which may tell of the time before an update.
  if (weak !== null && told?.manufacturer === 'IFX') return knownReading(weak);
  if (warned.kind === 'known' && warned.value) return knownReading(true);
  if (weak !== null) return knownReading(weak);
  if (warned.kind !== 'known') return warned;
  // The log forgets, and an old Windows does not warn.
  return unknown(
    'not-supported',
    'Windows logged no warning, but maker and firmware of the chip are not known',
  );
}

async function describeChip(
  reach: ProbeReach,
  version: '1.2' | '2.0' | Unknown,
  stop: AbortSignal,
): Promise<TpmFacts> {
  const untold = unknown('not-supported', 'only a TPM 2.0 is asked about itself');
  const [{ properties, state }, warned] = await Promise.all([
    version === '2.0' ? askTpm20(reach, stop) : { properties: untold, state: untold },
    askWarned(reach),
  ]);
  return {
    present: true,
    version: typeof version === 'string' ? knownReading(version) : version,
    properties,
    state,
    weakFirmware: judgeFirmware(properties, warned),
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<TpmFacts>> {
  const asked = await askNative(reach, 'tpmDevice');
  if (stop.aborted) return cancelled();
  if (!asked.ok) return asked.unknown;
  const { answer } = asked;
  if ('result' in answer && answer.result === NOT_FOUND) {
    const none = notApplicable('there is no TPM');
    const facts = { present: false, version: none, properties: none, state: none, weakFirmware: none };
    return { kind: 'known', facts, source: TBS };
  }
  if ('result' in answer && answer.result === DEACTIVATED) {
    const untold = unknown('not-supported', 'the TPM is deactivated');
    const facts = await describeChip(reach, untold, stop);
    if (stop.aborted) return cancelled();
    return { kind: 'known', facts: { ...facts, state: knownReading('disabled') }, source: TBS };
  }
  if (!('tpmVersion' in answer)) return whyNoTpmAnswer('Tbsi_GetDeviceInfo', answer);
  const version =
    versions.get(answer.tpmVersion) ?? unknown('unreadable', 'the version of the TPM is neither 1.2 nor 2.0');
  const facts = await describeChip(reach, version, stop);
  return stop.aborted ? cancelled() : { kind: 'known', facts, source: TBS };
}

/** TPM through TPM Base Services, its weak firmware also from the system log. */
export const tpmWin32: Probe<'tpm'> = { signal: 'tpm', observe };
