import { z } from 'zod';
import { Action, ExplainedFinding, ExplainedKind } from './explained.ts';
import { ConnectorsFacts } from './facts/connectors.ts';
import { Aaguid } from './facts/get-info.ts';
import { AttachedKey } from './facts/security-key.ts';
import { KeyMetadata } from './metadata.ts';
import { observationOf, readingOf } from './observation.ts';
import { openObject } from './open-object.ts';
import { PlatformName } from './platform-name.ts';
import { VerdictState } from './verdict.ts';

/** One attached key as `keyready keys` shows it. */
export const ShownKey = openObject({
  /** As in the report: `hidraw3`. */
  id: z.string(),
  /** Model if known, else what USB says. */
  name: z.string(),
  /** Where the name is from: the metadata service, the packaged table, or the key's own USB text. */
  nameFrom: z.enum(['metadata', 'table', 'usb']),
  vendor: z.string().nullable(),
  aaguid: Aaguid.nullable(),
  /** Firmware in the vendor's dotted form where its scheme is known; else null. */
  firmware: z.string().nullable(),
  state: VerdictState,
  stateWord: z.string(),
  /** About this key alone, most severe first. */
  findings: z.array(ExplainedFinding),
  /** What to do about this key. */
  actions: z.array(Action),
  /** Does Microsoft list the model as eligible for attestation? Unknown without an AAGUID. */
  entraAttestation: readingOf(z.boolean()),
  /** Certification and status history; null without an imported metadata blob or when it does not name the model. */
  metadata: KeyMetadata.nullable(),
  /** Everything that was read. */
  facts: AttachedKey,
});
export type ShownKey = z.infer<typeof ShownKey>;

/** Which kinds of keys fit this device. */
export const OrderSheet = openObject({
  connectors: readingOf(ConnectorsFacts),
  bluetooth: readingOf(z.boolean()),
  /** Plain sentences, the advice first. */
  advice: z.array(z.string()),
});
export type OrderSheet = z.infer<typeof OrderSheet>;

/** `keyready keys --json`; with `--watch` one such line for each change. */
export const KeysOutput = openObject({
  at: z.iso.datetime(),
  platform: PlatformName,
  /** Name of the capture this came from; absent on a live look. */
  replayOf: z.string().optional(),
  /** Whether keys could be looked for at all; the facts are under `keys`. */
  looked: observationOf(openObject({ count: z.number().int().min(0) })),
  keys: z.array(ShownKey),
  /** The verdict on security keys as a way to sign in here: the way to a key, and the best key. */
  verdict: ExplainedKind,
  /** What to do about the way to a key, and the best key. */
  actions: z.array(Action),
  knowledge: openObject({
    policyVersion: z.string(),
    /** Rows of the packaged table of models. */
    models: z.number().int(),
    /** The imported metadata blob; null = none imported. */
    metadata: openObject({ no: z.number().int(), nextUpdate: z.iso.date(), stale: z.boolean() }).nullable(),
    /** Digest of the tenant file; null = none given, so what the company allows is not known. */
    tenant: z.string().nullable(),
  }),
  orderSheet: OrderSheet.optional(),
});
export type KeysOutput = z.infer<typeof KeysOutput>;

/** `keyready policy import-mds FILE --json` */
export const ImportMetadataOutput = openObject({
  no: z.number().int(),
  /** Number of the blob that was in force before; null = none. */
  previousNo: z.number().int().nullable(),
  nextUpdate: z.iso.date(),
  /** The day for the next one has passed: in force all the same. */
  stale: z.boolean(),
  revocationChecked: z.boolean(),
  models: z.number().int(),
  /** Models with a status, old or new, that blocks, warns or asks for new firmware. */
  withConcerns: z.number().int(),
  /** FIDO2 entries of the blob that are not as specified: of their models nothing is known. */
  leftOut: z.number().int(),
  keptIn: z.string(),
});
export type ImportMetadataOutput = z.infer<typeof ImportMetadataOutput>;
