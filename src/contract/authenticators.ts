import { z } from 'zod';
import { Aaguid } from './facts/get-info.ts';

/**
 * policy/authenticators.json: names of models by AAGUID. For naming, and for what Microsoft lists as eligible for
 * attestation. Written by people and scripts, so unknown keys are refused.
 */
export const AuthenticatorTable = z.strictObject({
  schemaVersion: z.literal(1),
  /** Pages the rows were read from, by short id. */
  sources: z.record(
    z.string(),
    z.strictObject({ url: z.url(), asOf: z.iso.date(), what: z.string().min(5) }),
  ),
  authenticators: z.array(
    z.strictObject({
      aaguid: Aaguid,
      name: z.string().min(2).max(200),
      /** `key` = roams between devices; `provider` = passkey provider or platform authenticator. */
      role: z.enum(['key', 'provider']),
      /** Microsoft lists it as eligible for attestation with Entra ID. */
      entraAttestation: z.boolean(),
      /** What the page marks: nothing marked is missing metadata, not missing hardware. */
      marked: z.array(z.enum(['biometric', 'usb', 'nfc', 'ble'])).optional(),
      source: z.string(),
    }),
  ),
});
export type AuthenticatorTable = z.infer<typeof AuthenticatorTable>;
export type Authenticator = AuthenticatorTable['authenticators'][number];
