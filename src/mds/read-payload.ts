import { z } from 'zod';
import { Aaguid } from '../contract/facts/get-info.ts';
import { type KeptMetadata, KeyMetadata, StatusReport } from '../contract/metadata.ts';
import { ProblemError } from '../contract/problem.ts';
import { malformedBy, parseJson } from './blob-envelope.ts';

const MAX_ENTRIES = 20_000;

const Payload = z.object({
  legalHeader: z.string().trim().min(1).max(5000),
  no: z.number().int().positive(),
  nextUpdate: z.iso.date(),
  entries: z.array(z.unknown()).max(MAX_ENTRIES),
});

/**
 * Detail of a report that is missing or odd costs that detail, not the report: the status is what counts. A report without a
 * version is about every version, so nothing is weakened.
 */
const Report = z.object({
  ...StatusReport.shape,
  status: StatusReport.shape.status.min(1),
  effectiveDate: StatusReport.shape.effectiveDate.catch(undefined),
  authenticatorVersion: StatusReport.shape.authenticatorVersion.catch(undefined),
  certificateNumber: StatusReport.shape.certificateNumber.catch(undefined),
  url: StatusReport.shape.url.catch(undefined),
});

const Entry = z.object({
  aaguid: z.string().toLowerCase().pipe(Aaguid),
  metadataStatement: z
    .object({ description: z.string().min(1) })
    .optional()
    .catch(undefined),
  statusReports: z.array(Report).max(200),
  timeOfLastStatusChange: KeyMetadata.shape.timeOfLastStatusChange.catch(undefined),
});

export type BlobPayload = Pick<KeptMetadata, 'no' | 'nextUpdate' | 'legalHeader' | 'entries'> & {
  /** FIDO2 entries that are not as the specification says, so that nothing is known of their models. */
  leftOut: number;
};

/**
 * What is kept of a payload whose signature holds: of each FIDO2 model name and status history, of U2F and UAF models nothing.
 * One entry that is not as specified is left out and counted, because one vendor's slip must not keep everybody's news away.
 * Throws `mds.malformed`, `mds.no-legal-header`.
 */
export function readPayload(bytes: Uint8Array): BlobPayload {
  const parsed = parseJson(bytes, 'payload');
  const checked = Payload.safeParse(parsed);
  if (!checked.success) {
    const where = 'payload/legalHeader';
    if (checked.error.issues.some(({ path }) => path[0] === 'legalHeader'))
      throw new ProblemError('mds.no-legal-header', `${where} is missing, empty or no text`, { where });
    throw malformedBy(checked.error, 'payload');
  }
  const { no, nextUpdate, legalHeader } = checked.data;
  const byAaguid = new Map<string, KeyMetadata>();
  let leftOut = 0;
  for (const raw of checked.data.entries) {
    if (!isFido2(raw)) continue;
    const entry = Entry.safeParse(raw);
    if (entry.success) keep(byAaguid, entry.data);
    else leftOut += 1;
  }
  return { no, nextUpdate, legalHeader, entries: [...byAaguid.values()], leftOut };
}

/** An entry is about one of `aaguid` (FIDO2), `aaid` (UAF) or `attestationCertificateKeyIdentifiers` (U2F). */
function isFido2(entry: unknown): boolean {
  return typeof entry !== 'object' || entry === null || Object.hasOwn(entry, 'aaguid');
}

/** A model named twice keeps both histories: the later one must not hide a revocation in the first. */
function keep(byAaguid: Map<string, KeyMetadata>, entry: z.infer<typeof Entry>): void {
  const { aaguid, metadataStatement, statusReports, timeOfLastStatusChange } = entry;
  const earlier = byAaguid.get(aaguid);
  byAaguid.set(aaguid, {
    aaguid,
    name: earlier?.name ?? metadataStatement?.description.slice(0, 300) ?? aaguid,
    statusReports: [...(earlier?.statusReports ?? []), ...statusReports],
    ...(timeOfLastStatusChange === undefined ? {} : { timeOfLastStatusChange }),
  });
}
