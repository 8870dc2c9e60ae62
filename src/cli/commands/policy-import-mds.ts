import type { ImportMetadataOutput } from '../../contract/keys.ts';
import type { KeptMetadata } from '../../contract/metadata.ts';
import type { SecurityKeyBook, StatusEffect } from '../../contract/security-key-book.ts';
import { describeProblem } from '../../core/explain/describe-problem.ts';
import { importBlob } from '../../mds/import-blob.ts';
import { keptMetadataIn } from '../../mds/kept-metadata.ts';
import { readTrust } from '../../mds/pinned-roots.ts';
import { systemClock } from '../../platform/clock.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderImportedMetadata } from '../render/imported-metadata.ts';
import { renderWarning } from '../render/problem.ts';
import { styleFor } from '../render/style.ts';
import { makeStateDirOfThisAccount } from '../state-dir-of-this-account.ts';

export type ImportMdsCommandOptions = { file: string; json?: boolean };

const concerns: readonly StatusEffect[] = ['block', 'warn', 'action'];

/** Checks a blob of the FIDO Metadata Service and puts it in force for this account. Throws `mds.*`, `state.*`, `policy.*`. */
export const runImportMdsCommand: RunCommand<ImportMdsCommandOptions> = async ({ io }, options) => {
  const [files, trust] = await Promise.all([readPolicyFiles(), readTrust()]);
  const keptFile = keptMetadataIn(await makeStateDirOfThisAccount(io));
  const imported = await importBlob(options.file, { keptFile, trust, clock: systemClock });
  const { kept, previousNo, stale, leftOut, problem } = imported;
  const output: ImportMetadataOutput = {
    no: kept.no,
    previousNo,
    nextUpdate: kept.nextUpdate,
    stale,
    revocationChecked: kept.revocationChecked,
    models: kept.entries.length,
    withConcerns: countConcerns(kept.entries, files.securityKeys.statuses),
    leftOut,
    keptIn: keptFile.path,
  };
  if (problem !== null)
    io.stderr.write(renderWarning(describeProblem(problem, files.problems), styleFor(io, io.stderr)));
  if (options.json) printJson(io, output);
  else io.stdout.write(renderImportedMetadata(output, styleFor(io)));
  return exitCodes.ok;
};

/** The whole history counts: a compromise is not undone by a certification that came later. */
function countConcerns(entries: KeptMetadata['entries'], statuses: SecurityKeyBook['statuses']): number {
  const concerning = new Set(
    Object.entries(statuses).flatMap(([status, { effect }]) => (concerns.includes(effect) ? [status] : [])),
  );
  return entries.filter(({ statusReports }) => statusReports.some(({ status }) => concerning.has(status)))
    .length;
}
