import { z } from 'zod';
import { Catalogue } from './catalogue.ts';
import { PublicKeyJwk } from './http.ts';

export const POLICY_BUNDLE_SCHEMA_VERSION = 1;

/** A bundle as it is signed, base64url and all. The catalogue alone is about half a megabyte. */
export const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

/** `typ` of the signature, so that nothing else that a key has signed passes for a bundle. */
export const BUNDLE_TYPE = 'keyready-policy-bundle+jws';

/** RFC 7638 SHA-256 thumbprint, base64url. */
const KeyThumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** All that may stand in the protected header: what is not looked for (`jwk`, `x5u`, `crit`, `b64`) may not be there. */
export const BundleHeader = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(BUNDLE_TYPE),
  kid: KeyThumbprint,
});
export type BundleHeader = z.infer<typeof BundleHeader>;

/** An update of the policy that comes without a new program. What is signed are the bytes of this document, docs/policy-bundle.md. */
export const PolicyBundle = z
  .strictObject({
    schemaVersion: z.literal(POLICY_BUNDLE_SCHEMA_VERSION),
    version: z.strictObject({
      /** Grows with every bundle, whatever is in it. */
      number: z.number().int().positive(),
      /** Day it was put together. */
      date: z.iso.date(),
    }),
    /** UTC. It may be installed from then, and until then. */
    notBefore: z.iso.datetime(),
    expires: z.iso.datetime(),
    /** Files of the policy folder by name. A later agent may know more of them; what this one does not know it leaves. */
    files: z.looseObject({ catalogue: Catalogue }),
  })
  .refine(({ notBefore, expires }) => Date.parse(notBefore) < Date.parse(expires), {
    path: ['expires'],
    message: 'not after notBefore',
  });
export type PolicyBundle = z.infer<typeof PolicyBundle>;

/** policy/bundle-keys.yaml: whose signature a bundle may bear. */
export const BundleKeyFile = z.strictObject({
  schemaVersion: z.literal(1),
  /** May be empty: then no bundle is taken. */
  keys: z
    .array(
      z.strictObject({
        /** Whose key it is. */
        name: z.string().min(2).max(120),
        kid: KeyThumbprint,
        /** Day it was put here. */
        asOf: z.iso.date(),
        jwk: PublicKeyJwk,
      }),
    )
    .max(10),
});
export type BundleKeyFile = z.infer<typeof BundleKeyFile>;
