import type { TpmProperties } from '../../contract/facts/tpm.ts';
import type { Reading } from '../../contract/observation.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { cancelled, knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import {
  describeTpm,
  FIRST_PROPERTY,
  isLockedOut,
  LAST_PROPERTY,
  PERMANENT_PROPERTY,
  parseTpm12Caps,
  parseTpmAnswer,
  TPM_RC_RETRY,
  tpmPropertiesRequest,
} from './parse-tpm-capability.ts';

const PROPERTIES_A_TIME = 16;
/** A chip that gives one property at a time needs 13 rounds; more than that is no honest answer. */
const MAX_ROUNDS = 16;

/** Sends one command to a TPM 2.0 and gives its answer, hex both ways, or why there was none. */
export type TpmExchange = (requestHex: string) => Promise<string | Unknown>;

/** One GetCapability, asked once more when the chip says so. `name` is what failures call the chip. */
async function askCapability(
  exchange: TpmExchange,
  name: string,
  first: number,
  count: number,
): Promise<{ values: ReadonlyMap<number, number>; moreData: boolean } | Unknown> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const response = await exchange(tpmPropertiesRequest(first, count));
    if (typeof response !== 'string') return response;
    const answer = parseTpmAnswer(response);
    if (answer === 'unreadable') return unknown('unreadable', `${name} gave no TPM answer`);
    if (answer.kind === 'properties') return { values: answer.values, moreData: answer.moreData };
    if (answer.code !== TPM_RC_RETRY) {
      return unknown('refused', `the TPM answered 0x${answer.code.toString(16)}`);
    }
  }
  return unknown('busy', 'the TPM asked twice to be asked again');
}

/** Asks a TPM 2.0 about itself, through its resource manager. Changes nothing in the chip. */
export async function readTpm20Properties(
  exchange: TpmExchange,
  name: string,
  stop: AbortSignal,
): Promise<Reading<TpmProperties>> {
  const values = new Map<number, number>();
  let next = FIRST_PROPERTY;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (stop.aborted) return cancelled();
    const answer = await askCapability(exchange, name, next, PROPERTIES_A_TIME);
    if ('kind' in answer) return answer;
    const last = Math.max(...answer.values.keys());
    for (const [tag, value] of answer.values) values.set(tag, value);
    if (!answer.moreData || last >= LAST_PROPERTY || last < next) break;
    next = last + 1;
  }
  const properties = describeTpm(values);
  return properties === 'unreadable'
    ? unknown('unreadable', 'the TPM did not name its maker and firmware')
    : knownReading(properties);
}

/** Whether the chip refuses authorisation now, because of too many wrong ones. */
export async function readTpm20Lockout(exchange: TpmExchange, name: string): Promise<Reading<boolean>> {
  const answer = await askCapability(exchange, name, PERMANENT_PROPERTY, 1);
  if ('kind' in answer) return answer;
  const lockedOut = isLockedOut(answer.values);
  return lockedOut === null
    ? unknown('unreadable', 'the TPM did not tell whether it is locked')
    : knownReading(lockedOut);
}

/** Finds the `caps` file of a TPM 1.2, which newer kernels keep one folder higher. */
export async function readTpm12Caps(reach: ProbeReach, folder: string): Promise<Outcome<string>> {
  const inDevice = await reach.files.readText(`${folder}/device/caps`, 4096);
  return inDevice.ok || inDevice.problem !== 'not-found'
    ? inDevice
    : reach.files.readText(`${folder}/caps`, 4096);
}

/** What the `caps` answer says about a TPM 1.2. */
export function describeTpm12(caps: Outcome<string>): Reading<TpmProperties> {
  if (!caps.ok) return unknownFrom(caps);
  const properties = parseTpm12Caps(caps.value);
  return properties === 'unreadable'
    ? unknown('unreadable', 'caps without maker and firmware')
    : knownReading(properties);
}
