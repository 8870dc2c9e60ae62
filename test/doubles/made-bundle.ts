import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { CatalogueFile } from '../../src/contract/catalogue.ts';
import { PublicKeyJwk } from '../../src/contract/http.ts';
import type { PolicyBundle } from '../../src/contract/policy-bundle.ts';
import { joinCatalogue } from '../../src/platform/catalogue/join-catalogue.ts';
import type { BundleKeys } from '../../src/platform/policy-bundle/bundle-keys.ts';
import { signBundle } from '../../src/platform/policy-bundle/sign-bundle.ts';

export type Signer = {
  privateKey: CryptoKey;
  publicKey: PublicKeyJwk;
  kid: string;
  /** As policy/bundle-keys.yaml would pin it. */
  keys: BundleKeys;
  sign(bundle: PolicyBundle): Promise<string>;
};

/** A key pair made for a test. */
export async function makeSigner(): Promise<Signer> {
  const { privateKey, publicKey: verifying } = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await exportJWK(privateKey);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  const kid = await calculateJwkThumbprint(publicKey, 'sha256');
  return {
    privateKey,
    publicKey,
    kid,
    keys: new Map([[kid, verifying]]),
    sign: (bundle) => signBundle(bundle, privateKey, kid),
  };
}

const entry = {
  id: 'sample-mail',
  name: 'Sample mail',
  vendor: 'Sample',
  signIn: { class: 'server-decides' as const },
  remediation: 'Made for a test; nothing to do.',
  sources: [],
  confidence: 'low' as const,
};
const worth = {
  shows: 'password' as const,
  strength: 'proof' as const,
  basis: 'knowledge' as const,
  says: 'a password',
};

/** Number 7 of 27 November 2026, for 91 days, with one entry whose test has one case. The entry is not checked. */
export function newBundle({ when = { kind: { is: ['basic'] } } }: { when?: object } = {}): PolicyBundle {
  const test = {
    id: 'settings',
    reads: 'ini' as const,
    shown: 'settings.ini',
    places: { win32: ['%APPDATA%\\Sample\\settings.ini'] },
    cases: [{ id: 'basic', when, ...worth }],
  };
  const content: unknown = {
    schemaVersion: 1,
    kind: 'mail',
    checkedOn: '2026-11-22',
    entries: [{ ...entry, tests: [test] }],
  };
  return {
    schemaVersion: 1,
    version: { number: 7, date: '2026-11-27' },
    notBefore: '2026-11-27T00:00:00Z',
    expires: '2027-02-26T00:00:00Z',
    files: { catalogue: joinCatalogue([{ file: 'mail.yaml', content: content as CatalogueFile }]) },
  };
}
