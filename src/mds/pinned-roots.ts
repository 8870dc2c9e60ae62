import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { MetadataTrust } from '../contract/metadata-trust.ts';
import { ProblemError } from '../contract/problem.ts';
import { packagedPolicyFolder } from '../platform/packaged-policy-folder.ts';
import { readPolicyFile } from '../platform/policy-file.ts';

/** Whose signature counts: the roots a chain may end at, and the DNS name of the certificate that signs. */
export type Trust = { readonly signer: string; readonly roots: readonly X509Certificate[] };

/**
 * Reads `mds-roots.yaml` of a policy folder; without `dir` the one that came with the package.
 * Throws `policy.unreadable` or `policy.invalid`, the latter also when a certificate is not the one its fingerprint names.
 */
export async function readTrust(dir?: string): Promise<Trust> {
  const file = join(dir ?? (await packagedPolicyFolder()), 'mds-roots.yaml');
  const { signer, roots } = await readPolicyFile(file, MetadataTrust);
  return {
    signer,
    roots: roots.map(({ name, sha256, certificate }, index) => {
      const field = `roots.${index}.certificate`;
      const parsed = parsePem(certificate);
      if (parsed?.fingerprint256 === sha256) return parsed;
      const fault =
        parsed === null ? 'is not a PEM certificate' : `has the fingerprint ${parsed.fingerprint256}`;
      throw new ProblemError('policy.invalid', `${file}: ${field}: the certificate of ${name} ${fault}`, {
        where: `${file} ${field}`,
      });
    }),
  };
}

function parsePem(text: string): X509Certificate | null {
  try {
    return new X509Certificate(text);
  } catch {
    return null;
  }
}
