import type { Outcome } from '../reach.ts';

/**
 * What stands in folders: this machine's disk, or a made one. `within`: the person's home, whose files are asked about. What leads out of it, links followed, or belongs to
 * someone else is `refused`.
 */
export type SettingsDisk = {
  /** Sorted; `too-large` where a folder has more names than any program's has. */
  list(folder: string, within?: string): Promise<Outcome<string[]>>;
  /** A regular file up to `maxBytes`, which its size tells before it is read. `busy` when it changed meanwhile. */
  read(
    path: string,
    maxBytes: number,
    within?: string,
  ): Promise<Outcome<{ bytes: Buffer; changedLately: boolean }>>;
  /** Whether anything stands there. */
  stands(path: string, within?: string): Promise<Outcome<boolean>>;
};
