import { z } from 'zod';
import { Aaguid } from './facts/get-info.ts';
import { openObject } from './open-object.ts';

export const KEPT_METADATA_VERSION = 1;

/** One report of the FIDO Metadata Service about a model, as published. */
export const StatusReport = openObject({
  /** `FIDO_CERTIFIED_L1`, `REVOKED`; any other word is kept. */
  status: z.string().max(60),
  /** Absent where the report gives none. */
  effectiveDate: z.iso.date().optional(),
  /** Version of the authenticator it is about; absent = all. */
  authenticatorVersion: z.number().int().optional(),
  certificateNumber: z.string().max(100).optional(),
  url: z.string().max(500).optional(),
});
export type StatusReport = z.infer<typeof StatusReport>;

/** What is kept of one FIDO2 model of the metadata service. */
export const KeyMetadata = openObject({
  aaguid: Aaguid,
  name: z.string().max(300),
  /** In the order published. */
  statusReports: z.array(StatusReport).max(200),
  timeOfLastStatusChange: z.iso.date().optional(),
});
export type KeyMetadata = z.infer<typeof KeyMetadata>;

/**
 * What is kept of an imported blob of the FIDO Metadata Service (MDS3), after its signature was checked.
 * Source: https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1.1-ps-20260105.pdf
 */
export const KeptMetadata = openObject({
  schemaVersion: z.literal(KEPT_METADATA_VERSION),
  /** Serial number of the blob. */
  no: z.number().int().positive(),
  /** After this day a newer blob should be there; the data stays usable. */
  nextUpdate: z.iso.date(),
  importedAt: z.iso.datetime(),
  /** Certificate revocation was looked up. Offline it is not. */
  revocationChecked: z.boolean(),
  legalHeader: z.string().max(5000),
  entries: z.array(KeyMetadata),
});
export type KeptMetadata = z.infer<typeof KeptMetadata>;
