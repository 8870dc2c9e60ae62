import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** What the chip says about itself (TPM2_GetCapability, TPM_CAP_TPM_PROPERTIES). */
export const TpmProperties = openObject({
  /** Four-character vendor id without padding: `IFX`, `INTC`, `IBM`. */
  manufacturer: z.string(),
  vendorString: z.string(),
  /** Specification family and revision: `2.0`, 1.64. */
  family: z.string().nullable(),
  revision: z.number().nullable(),
  /** `hi16(1).lo16(1).hi16(2).lo16(2)` by convention, e.g. `15.23.17476.7170`. */
  firmware: z.string(),
  /** The two firmware words as the chip gave them, hex, because vendors read them differently. */
  firmwareHex: z.string(),
});
export type TpmProperties = z.infer<typeof TpmProperties>;

/** Trusted Platform Module: there or not, which version, and what it says of itself. */
export const TpmFacts = openObject({
  present: z.boolean(),
  /** Major version; `not-applicable` when there is none. */
  version: readingOf(z.enum(['1.2', '2.0'])),
  properties: readingOf(TpmProperties),
});
export type TpmFacts = z.infer<typeof TpmFacts>;
