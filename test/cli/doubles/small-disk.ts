import { execFileSync } from 'node:child_process';

/** Puts a file system of `sizeKiB` onto a folder, when this account may; false when it may not. */
export function mountSmallDisk(folder: string, sizeKiB: number): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function unmount(folder: string): void {
  execFileSync('umount', [folder]);
}
