import { chmod, stat } from 'node:fs/promises';

/** A backup or a careless copy may have widened a secret file's rights; takes them back. Windows has no such bits. */
export async function closeToOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => undefined);
}
