import type { Outcome } from '../reach.ts';

/** What stands in folders: this machine's disk, or a made one. */
export type SettingsDisk = {
  list(folder: string): Promise<Outcome<string[]>>;
  /** A regular file up to `maxBytes`. `within`: it has to lie in this folder, links followed, else `refused`. */
  read(
    path: string,
    maxBytes: number,
    within?: string,
  ): Promise<Outcome<{ bytes: Buffer; changedLately: boolean }>>;
  /** Whether anything stands there. */
  stands(path: string, within?: string): Promise<Outcome<boolean>>;
};
