/** Who may look into a folder of ours: only the account that runs this, or every account of the machine. Nobody else ever writes. */
export type Audience = 'private' | 'readable';

/** Rights on files and folders of the whole machine. Each system has its own way. */
export interface FolderRights {
  /**
   * Makes the folder, or sets right the rights of one that this account already has. Throws `state.not-writable`, also where a link
   * or another account's folder stands in its place, and `state.disk-full`.
   */
  make(path: string, audience: Audience): Promise<void>;
  /**
   * Null when only the system's own account can have put this there. Otherwise why not, as it completes "<path> …": `is a symbolic
   * link`. Rejects with the system's error when there is no such path or it may not be looked at.
   */
  whyNotTrusted(path: string): Promise<string | null>;
}
