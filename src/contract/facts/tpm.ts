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
  /** Whether it can serve now; not applicable when there is none. Absent where the system was not asked. */
  state: readingOf(z.enum(['usable', 'disabled', 'locked-out'])).optional(),
  /** Firmware with the published weakness of RSA keys (CVE-2017-15361). */
  weakFirmware: readingOf(z.boolean()).optional(),
});
export type TpmFacts = z.infer<typeof TpmFacts>;
