import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthenticatorTable } from '../contract/authenticators.ts';
import type { Catalogue } from '../contract/catalogue.ts';
import { HelloErrorBook } from '../contract/hello-errors.ts';
import { Policy, ProblemBook, RemediationBook } from '../contract/policy.ts';
import { SecurityKeyBook } from '../contract/security-key-book.ts';
import { packagedCatalogue } from './catalogue/packaged-catalogue.ts';
import { readCatalogueFolder } from './catalogue/read-catalogue.ts';
import { packagedPolicyFolder } from './packaged-policy-folder.ts';
import { readPolicyFile } from './policy-file.ts';

export type PolicyFiles = {
  policy: Policy;
  remediation: RemediationBook;
  problems: ProblemBook;
  authenticators: AuthenticatorTable;
  securityKeys: SecurityKeyBook;
  catalogue: Catalogue;
};

/**
 * Reads the files of a policy folder; without `dir` those that came with the package.
 * Throws ProblemError `policy.unreadable` (naming the file) or `policy.invalid` (naming file, line:column and field).
 */
export async function readPolicyFiles(dir?: string): Promise<PolicyFiles> {
  const folder = dir ?? (await packagedPolicyFolder());
  const [policy, remediation, problems, authenticators, securityKeys, catalogue] = await Promise.all([
    readPolicyFile(join(folder, 'default.yaml'), Policy),
    readPolicyFile(join(folder, 'remediation.en.yaml'), RemediationBook),
    readPolicyFile(join(folder, 'problems.en.yaml'), ProblemBook),
    readPolicyFile(join(folder, 'authenticators.json'), AuthenticatorTable),
    readPolicyFile(join(folder, 'security-keys.yaml'), SecurityKeyBook),
    readCatalogue(dir),
  ]);
  return { policy, remediation, problems, authenticators, securityKeys, catalogue };
}

/** The catalogue of a policy folder; one that has none of its own is used with the package's. Throws as `readPolicyFiles` does. */
async function readCatalogue(dir: string | undefined): Promise<Catalogue> {
  if (dir === undefined) return packagedCatalogue();
  const own = join(dir, 'catalogue');
  const found = await stat(own).catch(() => null);
  return found?.isDirectory() === true ? readCatalogueFolder(own) : packagedCatalogue();
}

/** The levels alone, without words and tables. Throws as `readPolicyFiles` does. */
export async function readPolicy(dir?: string): Promise<Policy> {
  return readPolicyFile(join(dir ?? (await packagedPolicyFolder()), 'default.yaml'), Policy);
}

/**
 * The explanations of Windows' error codes, which only `explain` needs. Throws as `readPolicyFiles` does.
 */
export async function readHelloErrors(dir?: string): Promise<HelloErrorBook> {
  return readPolicyFile(join(dir ?? (await packagedPolicyFolder()), 'hello-errors.yaml'), HelloErrorBook);
}
