// Puts the catalogue of policy/ into one signed bundle for devices in the field. See docs/policy-bundle.md.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PolicyBundle } from '../src/contract/policy-bundle.ts';
import { readCatalogueFrom } from '../src/platform/catalogue/read-catalogue.ts';
import { readBundleKeys } from '../src/platform/policy-bundle/bundle-keys.ts';
import { signBundle } from '../src/platform/policy-bundle/sign-bundle.ts';
import { verifyBundle } from '../src/platform/policy-bundle/verify-bundle.ts';
import { makeSigningKey, readSigningKey } from './sign-bundle/key-file.ts';

const usage = `npm run bundle:sign -- --key PRIVATE.jwk --out FILE [--number N] [--days 90] [--catalogue FOLDER]
npm run bundle:sign -- --new-key PRIVATE.jwk
`;
const USAGE = 64;
const FAILED = 1;
const DAY_MS = 24 * 60 * 60 * 1000;

const options = {
  key: { type: 'string' },
  out: { type: 'string' },
  number: { type: 'string' },
  days: { type: 'string', default: '90' },
  catalogue: { type: 'string', default: join(import.meta.dirname, '../policy/catalogue') },
  'new-key': { type: 'string' },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  if (values['new-key'] !== undefined) {
    process.stdout.write(`${await makeSigningKey(values['new-key'], today)}\n`);
    return 0;
  }
  // The day, and room for a hundred of them.
  const number = Number(values.number ?? `${today.replaceAll('-', '')}00`);
  const days = Number(values.days);
  const fits =
    Number.isSafeInteger(number) && number > 0 && Number.isInteger(days) && days > 0 && days <= 400;
  if (values.key === undefined || values.out === undefined || !fits) {
    process.stderr.write(usage);
    return USAGE;
  }
  const { privateKey, verifying, kid } = await readSigningKey(values.key);
  const bundle: PolicyBundle = {
    schemaVersion: 1,
    version: { number, date: today },
    notBefore: now.toISOString(),
    expires: new Date(now.getTime() + days * DAY_MS).toISOString(),
    files: { catalogue: await readCatalogueFrom(values.catalogue) },
  };
  const jws = await signBundle(bundle, privateKey, kid);
  const inForce = { number: null, catalogueVersion: bundle.files.catalogue.version };
  await verifyBundle(Buffer.from(jws), new Map([[kid, verifying]]), inForce, now);
  await writeFile(values.out, jws);
  const { catalogue } = bundle.files;
  process.stdout.write(
    `${values.out}: number ${number}, until ${bundle.expires}, ${catalogue.entries.length} entries (${catalogue.version}), ${jws.length} bytes\n`,
  );
  if (!(await readBundleKeys()).has(kid))
    process.stdout.write(`No device takes it yet: policy/bundle-keys.yaml does not hold the key ${kid}.\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`keyready: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = FAILED;
}
