import { z } from 'zod';

/** policy/mds-roots.yaml: whose signature a blob of the FIDO Metadata Service may bear. */
export const MetadataTrust = z.strictObject({
  schemaVersion: z.literal(1),
  /** DNS name the signing certificate must carry. */
  signer: z.string().regex(/^[a-z0-9.-]+$/),
  roots: z
    .array(
      z.strictObject({
        name: z.string().min(2).max(120),
        /** SHA-256 of the certificate in upper-case pairs: `CB:B5:22:…`. */
        sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/),
        source: z.url(),
        /** Day it was taken from there or compared with it. */
        asOf: z.iso.date(),
        /** PEM, one certificate. */
        certificate: z.string().max(10_000),
      }),
    )
    .min(1)
    .max(10),
});
export type MetadataTrust = z.infer<typeof MetadataTrust>;
