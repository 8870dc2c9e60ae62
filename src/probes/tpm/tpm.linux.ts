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
  unknownFrom,
} from '../probe.ts';
import {
  describeTpm12,
  readTpm12Caps,
  readTpm20Properties,
  type TpmExchange,
} from './read-tpm-properties.ts';

type TpmFacts = FactsOf<'tpm'>;

// https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-tpm
const TPM_CLASS = '/sys/class/tpm';
const RESOURCE_MANAGER_CLASS = '/sys/class/tpmrm';
const MAX_RESPONSE_BYTES = 4096;
/** Firmware tables by which a machine announces a TPM 2.0 or 1.2 (TCG ACPI specification). */
const ANNOUNCING_TABLES = /^(TPM2|TCPA)\d*$/;

function chipNames(names: readonly string[]): string[] {
  return names
    .filter((name) => /^tpm\d+$/.test(name))
    .sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
}

/** No chip is listed: is that the kernel's word, or only our not seeing? */
async function explainAbsence(reach: ProbeReach): Promise<Found<TpmFacts>> {
  const classes = await reach.files.list('/sys/class');
  if (!classes.ok) return unknownFrom(classes, 'the kernel shows no device classes here');
  if (classes.value.length === 0) return unknown('unreadable', 'the kernel shows no device classes here');
  const tables = await reach.files.list('/sys/firmware/acpi/tables');
  if (tables.ok && tables.value.some((name) => ANNOUNCING_TABLES.test(name))) {
    return unknown('not-supported', 'the firmware announces a TPM, but the kernel has no driver for it');
  }
  // A chip without a driver shows only there: where the tables are closed or covered, "none" cannot be said.
  if (!tables.ok && tables.problem !== 'not-found') {
    return unknownFrom(tables, 'the firmware tables, which would announce a TPM, cannot be read');
  }
  const firmware = tables.ok ? tables : await reach.files.list('/sys/firmware');
  if (firmware.ok && firmware.value.length === 0) {
    return unknown('unreadable', 'the firmware tables, which would announce a TPM, are not shown here');
  }
  const none = notApplicable('there is no TPM');
  return {
    kind: 'known',
    facts: { present: false, version: none, properties: none },
    source: `${TPM_CLASS} holds no chip`,
  };
}

/** Major version from its own file (kernel 5.5+), else from what only one of the two versions has. */
async function readVersion(reach: ProbeReach, chip: string): Promise<'1.2' | '2.0' | Unknown> {
  const path = `${TPM_CLASS}/${chip}/tpm_version_major`;
  const major = await reach.files.readText(path, 64);
  if (major.ok) {
    const digit = major.value.trim();
    if (digit === '2') return '2.0';
    if (digit === '1') return '1.2';
    return unknown('unreadable', 'tpm_version_major is neither 1 nor 2');
  }
  if (major.problem !== 'not-found') return unknownFrom(major);
  const resourceManagers = await reach.files.list(RESOURCE_MANAGER_CLASS);
  if (resourceManagers.ok && resourceManagers.value.includes(chip.replace('tpm', 'tpmrm'))) return '2.0';
  const caps = await readTpm12Caps(reach, `${TPM_CLASS}/${chip}`);
  if (caps.ok) return '1.2';
  return unknown('not-supported', 'the kernel does not tell the version of the TPM');
}

/** Commands through the resource manager node, e.g. `/dev/tpmrm0`. */
function exchangeThroughNode(reach: ProbeReach, node: string): TpmExchange {
  return async (request) => {
    const answer = await reach.deviceNodes.exchange(node, request, MAX_RESPONSE_BYTES);
    if (answer.ok) return answer.value;
    return unknownFrom(answer, answer.problem === 'not-found' ? `${node} is not there` : answer.detail);
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<TpmFacts>> {
  const listed = await reach.files.list(TPM_CLASS);
  if (!listed.ok && listed.problem !== 'not-found') return unknownFrom(listed);
  if (stop.aborted) return cancelled();
  const chip = listed.ok ? chipNames(listed.value)[0] : undefined;
  if (chip === undefined) return explainAbsence(reach);
  const version = await readVersion(reach, chip);
  if (stop.aborted) return cancelled();
  const folder = `${TPM_CLASS}/${chip}`;
  if (typeof version !== 'string') {
    return {
      kind: 'known',
      facts: { present: true, version, properties: unknown(version.reason, 'the version is not known') },
      source: folder,
    };
  }
  const node = `/dev/${chip.replace('tpm', 'tpmrm')}`;
  const properties =
    version === '2.0'
      ? await readTpm20Properties(exchangeThroughNode(reach, node), node, stop)
      : describeTpm12(await readTpm12Caps(reach, folder));
  if (stop.aborted) return cancelled();
  const asked = properties.kind === 'known' && version === '2.0' ? `${folder}, ${node}` : folder;
  return {
    kind: 'known',
    facts: { present: true, version: knownReading(version), properties },
    source: asked,
  };
}

/** TPM from sysfs, and its properties from the resource manager node where this account may open it. */
export const tpmLinux: Probe<'tpm'> = { signal: 'tpm', observe };
