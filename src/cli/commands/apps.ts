import type { ScanOptions, ScanResult } from '../../agent/agent.ts';
import type { Catalogue } from '../../contract/catalogue.ts';
import type { AppsOutput, AppsWhy } from '../../contract/cli.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { SignalId } from '../../contract/signals.ts';
import { dependencySignals } from '../../core/assess/dependencies/judge-dependencies.ts';
import { signLine, signsOf } from '../../core/explain/entry-words.ts';
import { packagedCatalogue } from '../../platform/catalogue/packaged-catalogue.ts';
import { readCatalogueFrom } from '../../platform/catalogue/read-catalogue.ts';
import type { RunCommand } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodeOfDependencies, exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderApps } from '../render/apps.ts';
import { renderWhy } from '../render/apps-why.ts';
import { renderWarning } from '../render/problem.ts';
import { progressLine } from '../render/progress.ts';
import { styleFor } from '../render/style.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type AppsCommandOptions = { why?: string; catalogue?: string; replay?: string; json?: boolean };

const signals: readonly SignalId[] = ['os', ...dependencySignals];

/** Shows what still needs a password here; the exit code is that of the worst. With `--why`, all about one entry. */
export const runAppsCommand: RunCommand<AppsCommandOptions> = async ({ io, agent }, options) => {
  // Before the look, so that a slip in an entry or an id costs no waiting.
  const why = await entryAskedFor(options);
  const stop = stopOnSignal();
  const progress = progressLine(io);
  try {
    const asked: ScanOptions = {
      only: signals,
      onProgress: progress.show,
      stop: stop.signal,
      ...(options.replay === undefined ? {} : { replayDir: options.replay }),
      ...(options.catalogue === undefined ? {} : { catalogue: options.catalogue }),
    };
    const result = await (await agent()).scan(asked).finally(progress.erase);
    for (const problem of result.problems) io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
    const output = outputOf(result, why);
    if (options.json) printJson(io, output);
    else
      io.stdout.write(
        output.why === undefined
          ? renderApps(output, styleFor(io))
          : renderWhy(output, output.why, styleFor(io)),
      );
    return exitCodeOfDependencies(output.dependencies);
  } catch (error) {
    if (!stop.signal.aborted || !(error instanceof ProblemError) || error.code !== 'scan.cancelled')
      throw error;
    io.stderr.write('cancelled\n');
    return stop.exitCode() ?? exitCodes.unknown;
  } finally {
    stop.forget();
  }
};

type Entry = Catalogue['entries'][number];

/** The entry that `--why` names; null without it. Throws `policy.*` for a catalogue that is no good, `cli.usage` for an id that it has not. */
async function entryAskedFor({ why, catalogue: from }: AppsCommandOptions): Promise<Entry | null> {
  if (why === undefined && from === undefined) return null;
  const { entries } = await (from === undefined ? packagedCatalogue() : readCatalogueFrom(from));
  if (why === undefined) return null;
  const entry = entries.find(({ id }) => id === why.toLowerCase());
  if (entry !== undefined) return entry;
  const hint = didYouMean(
    why,
    entries.map(({ id }) => id),
  );
  throw new ProblemError('cli.usage', `there is no entry "${why}" in the catalogue${hint}`);
}

function outputOf({ partial, report, verdict, explained }: ScanResult, why: Entry | null): AppsOutput {
  const { passwordDependencies: judged } = verdict;
  if (judged === undefined) throw new Error('a verdict of this version tells of dependencies');
  const wanted = ({ entry }: { entry: string }) => why === null || entry === why.id;
  return {
    at: partial.startedAt,
    platform: report.device.platform,
    ...(partial.replayOf === undefined ? {} : { replayOf: partial.replayOf }),
    dependencies: { ...judged, items: judged.items.filter(wanted) },
    explained: (explained.dependencies ?? []).filter(wanted),
    notes: explained.dependencyNotes ?? [],
    ...(why === null ? {} : { why: aboutEntry(why) }),
  };
}

function aboutEntry(entry: Entry): AppsWhy {
  const { signIn } = entry;
  return {
    entry: entry.id,
    name: entry.name,
    vendor: entry.vendor,
    kind: entry.kind,
    class: signIn.class,
    passkeySince: signIn.passkeySince ?? null,
    serverSetting: signIn.serverSetting ?? null,
    note: signIn.note ?? null,
    limits: signsOf(entry).map(signLine),
    remediation: entry.remediation,
    sources: entry.sources,
    confidence: entry.confidence,
  };
}
