import type { TpmProperties } from '../../contract/facts/tpm.ts';
import type { Reading } from '../../contract/observation.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { cancelled, knownReading, unknown, unknownFrom } from '../probe.ts';
import {
  describeTpm,
  FIRST_PROPERTY,
  LAST_PROPERTY,
  parseTpm12Caps,
  parseTpmAnswer,
  TPM_RC_RETRY,
  tpmPropertiesRequest,
} from './parse-tpm-capability.ts';

const MAX_RESPONSE_BYTES = 4096;
const PROPERTIES_A_TIME = 16;
/** A chip that gives one property at a time needs 13 rounds; more than that is no honest answer. */
const MAX_ROUNDS = 16;

async function exchange(reach: ProbeReach, node: string, first: number) {
  const answer = await reach.deviceNodes.exchange(
    node,
    tpmPropertiesRequest(first, PROPERTIES_A_TIME),
    MAX_RESPONSE_BYTES,
  );
  return answer.ok ? { ok: true as const, value: parseTpmAnswer(answer.value) } : answer;
}

/** Asks a TPM 2.0 about itself through its resource manager node, e.g. `/dev/tpmrm0`. Changes nothing in the chip. */
export async function readTpm20Properties(
  reach: ProbeReach,
  node: string,
  stop: AbortSignal,
): Promise<Reading<TpmProperties>> {
  const values = new Map<number, number>();
  let next = FIRST_PROPERTY;
  let retried = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (stop.aborted) return cancelled();
    const answer = await exchange(reach, node, next);
    if (!answer.ok) {
      return unknownFrom(answer, answer.problem === 'not-found' ? `${node} is not there` : answer.detail);
    }
    if (answer.value === 'unreadable') return unknown('unreadable', `${node} gave no TPM answer`);
    if (answer.value.kind === 'refused') {
      if (answer.value.code !== TPM_RC_RETRY) {
        return unknown('refused', `the TPM answered 0x${answer.value.code.toString(16)}`);
      }
      if (retried) return unknown('busy', 'the TPM asked twice to be asked again');
      retried = true;
      continue;
    }
    const last = Math.max(...answer.value.values.keys());
    for (const [tag, value] of answer.value.values) values.set(tag, value);
    if (!answer.value.moreData || last >= LAST_PROPERTY || last < next) break;
    next = last + 1;
  }
  const properties = describeTpm(values);
  return properties === 'unreadable'
    ? unknown('unreadable', 'the TPM did not name its maker and firmware')
    : knownReading(properties);
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
