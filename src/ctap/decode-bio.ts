import { countOf } from './member-values.ts';
import { readCborMap } from './read-cbor.ts';

const modalityKey = 0x01;
const fingerprintKindKey = 0x02;
const maxSamplesKey = 0x03;

/** The key's fingerprint reader, as `KeyDepth.fingerprintReader` describes it. */
type FingerprintReader = { modality: number; kind: number; maxSamples?: number };

/** bioEnrollment getModality and getFingerprintSensorInfo, taken together. */
export function decodeFingerprintReader(
  modalityHex: string,
  sensorHex: string,
): { ok: true; value: FingerprintReader } | { ok: false; detail: string } {
  const modalityRead = readCborMap(modalityHex);
  if (!modalityRead.ok) return modalityRead;
  const sensorRead = readCborMap(sensorHex);
  if (!sensorRead.ok) return sensorRead;
  const modality = countOf(modalityRead.map.get(modalityKey));
  if (modality === null) return { ok: false, detail: 'no usable modality (member 0x01)' };
  const kind = countOf(sensorRead.map.get(fingerprintKindKey));
  if (kind === null) return { ok: false, detail: 'no usable fingerprintKind (member 0x02)' };
  if (!sensorRead.map.has(maxSamplesKey)) return { ok: true, value: { modality, kind } };
  const maxSamples = countOf(sensorRead.map.get(maxSamplesKey));
  return maxSamples === null
    ? { ok: false, detail: 'no usable maxCaptureSamplesRequiredForEnroll (member 0x03)' }
    : { ok: true, value: { modality, kind, maxSamples } };
}
