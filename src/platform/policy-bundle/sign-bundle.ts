import { CompactSign } from 'jose';
import { BUNDLE_TYPE, MAX_BUNDLE_BYTES, type PolicyBundle } from '../../contract/policy-bundle.ts';
import { ProblemError } from '../../contract/problem.ts';
import { bundleText, readBundlePayload } from './bundle-payload.ts';

/**
 * Signs a bundle: a compact JWS (ES256), ASCII. It is checked before as a device will check it. `kid`: thumbprint of the key's public half.
 * Throws `bundle.schema` naming the field, `bundle.too-large`.
 */
export async function signBundle(bundle: PolicyBundle, privateKey: CryptoKey, kid: string): Promise<string> {
  const payload = new TextEncoder().encode(bundleText(bundle));
  readBundlePayload(payload);
  const jws = await new CompactSign(payload)
    .setProtectedHeader({ alg: 'ES256', typ: BUNDLE_TYPE, kid })
    .sign(privateKey);
  if (jws.length <= MAX_BUNDLE_BYTES) return jws;
  throw new ProblemError('bundle.too-large', `the bundle has ${jws.length} bytes of ${MAX_BUNDLE_BYTES}`);
}
