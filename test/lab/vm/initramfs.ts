import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogueFolder } from '../../../src/platform/catalogue/read-catalogue.ts';
import { CpioArchive } from './cpio-archive.ts';
import type { Kernel } from './kernel.ts';
import { modulesInLoadOrder } from './kernel-modules.ts';
import { listProductFiles, projectRoot } from './product-files.ts';
import { sharedLibrariesOf } from './shared-libraries.ts';
import { warmCompileCache } from './warm-compile-cache.ts';

const keyModules = ['uhid', 'hid-generic'];
const guestUserIds = [0, 1000];
const busybox = '/usr/bin/busybox';
const nodeBinary = process.execPath;
const nativeAddon = join(
  projectRoot,
  'node_modules/node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
);

const virtualKeyFolder = 'test/lab/virtual-key';
const sharedInGuest = ['test/lab/vm/lab-message.ts', 'test/lab/vm/guest/in-guest.ts'];

export type GuestParts = {
  /** Files to run in the guest, relative to the project, beside the virtual key's. */
  files: readonly string[];
  /** Kernel modules beside those of the virtual key. */
  modules?: readonly string[];
  /** Programs of this machine to take along with the libraries they load, at the paths they have here. */
  programs?: readonly string[];
  /** Other files of this machine, by the path they are to have in the guest. */
  copies?: Readonly<Record<string, string>>;
};

/** Packs a whole small machine: busybox, this Node, the product as it runs from source, and what the guest is to run. */
export async function packInitramfs(path: string, kernel: Kernel, guest: GuestParts): Promise<void> {
  const archive = await CpioArchive.create(path);
  for (const folder of ['dev', 'proc', 'sys', 'run', 'root', 'home', 'bin', 'sbin'])
    await archive.addFolder(folder);
  await archive.addFolder('tmp', 0o1777);
  await archive.addText('init', await readFile(new URL('guest/init.sh', import.meta.url), 'utf8'), 0o755);
  await archive.addText(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nperson:x:1000:1000:Person:/home/person:/bin/sh\n',
  );
  await archive.addText('etc/group', 'root:x:0:\nperson:x:1000:\n');
  await archive.addText('etc/hostname', 'keyready-lab\n');
  await archive.addFile('etc/os-release', '/etc/os-release', 0o644);
  await addBusybox(archive);
  await addKernelModules(archive, kernel, [...keyModules, ...(guest.modules ?? [])]);
  await archive.addFile('usr/bin/node', nodeBinary);
  const programs = guest.programs ?? [];
  for (const program of programs) await archive.addFile(program.slice(1), program);
  for (const binary of [nodeBinary, nativeAddon, ...programs])
    for (const library of await sharedLibrariesOf(binary))
      await archive.addFile(library.path.slice(1), library.realPath);
  for (const [path, source] of Object.entries(guest.copies ?? {}))
    await archive.addFile(path.slice(1), source, 0o644);
  // At the path it has here, by which Node finds its compiled code.
  await archive.addText('etc/lab-project', `${projectRoot}\n`);
  // As the build joins it (electron.vite.config.ts): to read its YAML takes an emulated processor longer than a signal may take.
  const catalogue = await readCatalogueFolder(join(projectRoot, 'policy/catalogue'));
  await archive.addText(
    join(projectRoot.slice(1), 'src/platform/catalogue/catalogue.json'),
    JSON.stringify(catalogue),
  );
  for (const file of [...(await listProductFiles()), ...(await guestLibrary()), ...guest.files])
    await archive.addFile(join(projectRoot, file).slice(1), join(projectRoot, file), 0o644);
  await addCompiledCode(archive);
  await archive.close();
}

/** The lab's own files that every guest program may need, relative to the project. */
async function guestLibrary(): Promise<string[]> {
  const names = await readdir(join(projectRoot, virtualKeyFolder));
  const sources = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return [...sharedInGuest, ...sources.map((name) => join(virtualKeyFolder, name))];
}

async function addBusybox(archive: CpioArchive): Promise<void> {
  await archive.addFile('bin/busybox', busybox);
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n');
  for (const applet of applets)
    if (applet !== '' && applet !== 'busybox') await archive.addLink(`bin/${applet}`, 'busybox');
}

async function addKernelModules(
  archive: CpioArchive,
  kernel: Kernel,
  names: readonly string[],
): Promise<void> {
  const modules = await modulesInLoadOrder(kernel, names);
  for (const file of modules) await archive.addFile(file, join(kernel.root, file), 0o644);
  await archive.addText('etc/lab-modules', modules.map((file) => `/${file}\n`).join(''));
}

/** Node keeps compiled code apart by user id, which is the last part of the folder's name. */
async function addCompiledCode(archive: CpioArchive): Promise<void> {
  const workDir = await mkdtemp(join(tmpdir(), 'keyready-compiled-'));
  try {
    const cache = await warmCompileCache(workDir);
    for (const uid of guestUserIds) {
      const folder = cache.folderName.replace(/-\d+$/, `-${uid}`);
      for (const file of cache.files)
        await archive.addFile(`var/cache/keyready-lab/${folder}/${file.name}`, file.path, 0o644);
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
