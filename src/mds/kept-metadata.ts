import { join } from 'node:path';
import { KeptMetadata } from '../contract/metadata.ts';
import { ProblemError } from '../contract/problem.ts';
import { stateFile } from '../platform/state-file.ts';

export type KeptMetadataRead = {
  /** Null: none was imported, or what was kept cannot be used. */
  metadata: KeptMetadata | null;
  /** Why it cannot be used; a damaged file was set aside. Never a reason to stop: models are then judged without it. */
  problem: ProblemError | null;
};

export type KeptMetadataFile = {
  path: string;
  read(): Promise<KeptMetadataRead>;
  /** Whole or not at all. Throws `state.disk-full`, `state.not-writable`. */
  write(metadata: KeptMetadata): Promise<void>;
};

/** `metadata.json` of a state folder: what was last imported of the FIDO Metadata Service. */
export function keptMetadataIn(stateDir: string): KeptMetadataFile {
  const file = stateFile(join(stateDir, 'metadata.json'), KeptMetadata);
  return {
    path: file.path,
    async read() {
      try {
        const read = await file.read();
        if (read.kind === 'found') return { metadata: read.value, problem: null };
        return { metadata: null, problem: read.kind === 'set-aside' ? read.problem : null };
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        return { metadata: null, problem: error };
      }
    },
    write: (metadata) => file.write(metadata),
  };
}
