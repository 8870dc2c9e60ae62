import { KEPT_METADATA_VERSION, type KeptMetadata } from '../contract/metadata.ts';
import { ProblemError } from '../contract/problem.ts';
import { isStale } from '../core/keys/metadata-age.ts';
import type { Clock } from '../platform/clock.ts';
import type { KeptMetadataFile } from './kept-metadata.ts';
import type { Trust } from './pinned-roots.ts';
import { readBlobFile } from './read-blob-file.ts';
import { verifyBlob } from './verify-blob.ts';

export type ImportedBlob = {
  kept: KeptMetadata;
  /** Number of the blob that was in force before; null = none that could be read. */
  previousNo: number | null;
  /** The day it names for the next one has passed: usable, but news may be missing. */
  stale: boolean;
  /** FIDO2 entries that are not as specified. */
  leftOut: number;
  /** What was kept before could not be used; its number could not be compared. */
  problem: ProblemError | null;
};

/**
 * Checks a blob file and puts it in force. Whatever is thrown, what was in force before stays so: `mds.*` says what is wrong
 * with the blob, `state.*` why it could not be kept.
 */
export async function importBlob(
  path: string,
  { keptFile, trust, clock }: { keptFile: KeptMetadataFile; trust: Trust; clock: Clock },
): Promise<ImportedBlob> {
  const now = clock.now();
  const bytes = await readBlobFile(path);
  const { leftOut, ...payload } = await naming(path, () => verifyBlob(bytes, trust, now));
  const before = await keptFile.read();
  // Unreadable is not damaged: a newer blob may be in there.
  if (before.problem !== null && before.problem.code !== 'state.corrupt') throw before.problem;
  const previousNo = before.metadata?.no ?? null;
  if (previousNo !== null && payload.no < previousNo) {
    const words = `${path} has number ${payload.no}, and number ${previousNo} is in force`;
    throw new ProblemError('mds.rolled-back', words, { where: 'payload/no' });
  }
  const kept: KeptMetadata = {
    schemaVersion: KEPT_METADATA_VERSION,
    ...payload,
    importedAt: now.toISOString(),
    revocationChecked: false,
  };
  await keptFile.write(kept);
  return { kept, previousNo, stale: isStale(kept, now), leftOut, problem: before.problem };
}

/** What is wrong with a blob, with the file's name in front. */
async function naming<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    const { code, message, where } = cause;
    throw new ProblemError(code, `${path}: ${message}`, { ...(where === undefined ? {} : { where }), cause });
  }
}
