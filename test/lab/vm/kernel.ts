import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '../processes/run-program.ts';
import { labCacheDir } from './cache-folder.ts';

/** Debian's small kernel for virtual machines: HIDRAW and the TPM drivers built in, uhid as a module. */
const metaPackage = 'linux-image-cloud-amd64';

export type Kernel = {
  /** Release, e.g. `6.1.0-40-cloud-amd64`. */
  release: string;
  /** Folder whose `lib/modules/<release>` holds the modules. */
  root: string;
  imagePath: string;
};

/**
 * The kernel from the cache, or downloaded from the Debian mirror this machine uses and unpacked there. No root needed.
 * @throws Error when apt cannot give it.
 */
export async function ensureKernel(): Promise<Kernel> {
  return (await findKernel()) ?? (await downloadKernel());
}

async function findKernel(): Promise<Kernel | null> {
  const root = join(labCacheDir, 'kernel');
  const releases = await readdir(join(root, 'lib/modules')).catch(() => []);
  const release = releases[0];
  return release === undefined
    ? null
    : { release, root, imagePath: join(root, 'boot', `vmlinuz-${release}`) };
}

async function downloadKernel(): Promise<Kernel> {
  const dependencies = await runOrThrow('apt-cache', ['depends', metaPackage]);
  const imagePackage = /Depends: (linux-image-\S+)/.exec(dependencies)?.[1];
  if (!imagePackage) throw new Error(`apt does not know which kernel ${metaPackage} stands for`);
  await mkdir(labCacheDir, { recursive: true });
  const work = await mkdtemp(join(labCacheDir, 'download-'));
  try {
    await runOrThrow('apt-get', ['download', '-q', imagePackage], { cwd: work, timeLimitMs: 300_000 });
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error(`apt-get download left no package for ${imagePackage}`);
    await runOrThrow('dpkg-deb', ['-x', archive, 'tree'], { cwd: work });
    const [release] = await readdir(join(work, 'tree/lib/modules'));
    if (!release) throw new Error(`${imagePackage} holds no modules`);
    // modules.dep, which Debian makes at installation.
    await runOrThrow('depmod', ['-b', join(work, 'tree'), release]);
    // In one step, so that an interrupted download never looks like a whole one.
    await rm(join(labCacheDir, 'kernel'), { recursive: true, force: true });
    await rename(join(work, 'tree'), join(labCacheDir, 'kernel'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const kernel = await findKernel();
  if (!kernel) throw new Error('the kernel package could not be unpacked');
  return kernel;
}
