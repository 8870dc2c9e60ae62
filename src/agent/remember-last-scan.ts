import { join } from 'node:path';
import type { ScanContext } from '../contract/observation.ts';
import { PartialReport } from '../contract/report.ts';
import { type StateRead, stateFile } from '../platform/state-file.ts';

/** The last live scan of each context, for this installation alone (0600). What other accounts may read: `PublishedScan`. */
export type RememberedScans = {
  read(context: ScanContext): Promise<StateRead<PartialReport>>;
  write(partial: PartialReport): Promise<void>;
};

export function rememberScansIn(stateDir: string): RememberedScans {
  const files = {
    device: stateFile(join(stateDir, 'partial-device.json'), PartialReport),
    user: stateFile(join(stateDir, 'partial-user.json'), PartialReport),
  };
  return {
    read: (context) => files[context].read(),
    write: (partial) => files[partial.context].write(partial),
  };
}
