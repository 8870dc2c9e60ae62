import type { StatusOutput } from '../../contract/cli.ts';
import { describeProblem } from '../../core/explain/describe-problem.ts';
import { isStale } from '../../core/keys/metadata-age.ts';
import { keptMetadataIn } from '../../mds/kept-metadata.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CliIo, printJson } from '../io.ts';
import { renderWarning } from '../render/problem.ts';
import { renderStatus } from '../render/status.ts';
import { styleFor } from '../render/style.ts';
import { stateDirOfThisAccount } from '../state-dir-of-this-account.ts';

export type StatusCommandOptions = { json?: boolean };

/** Shows what was last seen and sent. */
export const runStatusCommand: RunCommand<StatusCommandOptions> = async ({ io, agent }, options) => {
  const installed = await agent();
  const now = new Date();
  // Before anything else looks at it: what is damaged is set aside once, and so told of once.
  const metadata = await metadataInForce(io, now);
  const upload = await installed.status();
  const last = await installed.lastScan();
  const output: StatusOutput = {
    upload,
    lastScan: last && { at: last.partial.startedAt, explained: last.explained },
    lastSent: await installed.lastSent(),
    metadata,
  };
  for (const problem of last?.problems ?? [])
    io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
  if (options.json) printJson(io, output);
  else io.stdout.write(renderStatus(output, styleFor(io), now));
  return exitCodes.ok;
};

async function metadataInForce(io: CliIo, now: Date): Promise<StatusOutput['metadata']> {
  const { metadata, problem } = await keptMetadataIn(stateDirOfThisAccount(io)).read();
  if (problem !== null) {
    const { problems } = await readPolicyFiles();
    io.stderr.write(renderWarning(describeProblem(problem, problems), styleFor(io, io.stderr)));
  }
  if (metadata === null) return null;
  const { no, importedAt, nextUpdate } = metadata;
  return { no, importedAt, nextUpdate, stale: isStale(metadata, now) };
}
