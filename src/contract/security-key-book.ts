import { z } from 'zod';
import { Aaguid } from './facts/get-info.ts';

const sourced = { source: z.url(), asOf: z.iso.date() };
const Version = z.string().regex(/^\d+(\.\d+)*$/);
const UsbId = z.string().regex(/^[0-9a-f]{4}$/);

/** What a status of the FIDO Metadata Service does to a key: always, or only where the tenant enforces attestation. */
export const StatusEffect = z.enum(['block', 'action', 'warn', 'info', 'none']);
export type StatusEffect = z.infer<typeof StatusEffect>;

/** policy/security-keys.yaml: advisories, metadata statuses and vendors of security keys. */
export const SecurityKeyBook = z.strictObject({
  schemaVersion: z.literal(1),
  /** Known weaknesses by model and firmware. A model is meant by AAGUID, or by USB vendor where no AAGUID list is published. */
  advisories: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string().min(5).max(120),
      aaguids: z.array(Aaguid).optional(),
      usbVendor: UsbId.optional(),
      /** Affected below this firmware, compared number by number; absent = every firmware. */
      fixedIn: Version.optional(),
      /** Whether newer firmware can be put on a key in the field. */
      updatable: z.boolean(),
      ...sourced,
    }),
  ),
  /** How a vendor packs its firmware number: `0x50403` = 5.4.3. */
  firmwareSchemes: z.array(
    z.strictObject({ usbVendor: UsbId, scheme: z.literal('major-minor-patch-bytes'), ...sourced }),
  ),
  /** By status of the metadata service. A status not listed here is shown and has no effect. */
  statuses: z.record(
    z.string().regex(/^[A-Z][A-Za-z0-9_]+$/),
    z.strictObject({ effect: StatusEffect, whenAttestationEnforced: StatusEffect, ...sourced }),
  ),
  /** Who stands behind a USB vendor id. It hints at the maker, never at the model. */
  vendors: z.array(z.strictObject({ usbVendor: UsbId, name: z.string().min(2), ...sourced })),
});
export type SecurityKeyBook = z.infer<typeof SecurityKeyBook>;
