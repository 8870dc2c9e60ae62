import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCollector } from '../../collector/server.ts';
import type { CollectorOutput } from '../../contract/cli.ts';
import { ProblemError } from '../../contract/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { readTenantFile } from '../../platform/tenant-file.ts';
import { collectorLog } from '../collector-log.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CliIo, printJson } from '../io.ts';
import { offerSignInLinks } from '../offer-sign-in-links.ts';
import { packageFolder } from '../package-folder.ts';
import { readJudgingFiles } from '../read-judging-files.ts';
import { stateDirOfThisAccount } from '../state-dir-of-this-account.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type CollectorCommandOptions = {
  port: string;
  data?: string;
  database?: string;
  tenant?: string;
  json?: boolean;
};

const enrolment = { uses: 10, validForMs: 24 * 60 * 60_000 };

/** Runs the collector until Ctrl-C or SIGTERM. */
export const runCollectorCommand: RunCommand<CollectorCommandOptions> = async ({ io }, options) => {
  const fleetViewDir = join(packageFolder, 'out', 'fleet-view');
  const stateDir = stateDirOfThisAccount(io);
  const tenant = options.tenant === undefined ? null : await readTenantFile(options.tenant);
  const stop = stopOnSignal(io);
  const collector = await startCollector({
    port: readPort(options.port),
    store: chooseStore(io, options, stateDir),
    policyFiles: await readJudgingFiles(io, stateDir, tenant),
    fleetViewDir,
    log: collectorLog(io.env),
    clock: systemClock,
  });
  let links: ReturnType<typeof offerSignInLinks> | undefined;
  try {
    const validUntil = new Date(Date.now() + enrolment.validForMs).toISOString();
    const output: CollectorOutput = {
      url: collector.url,
      signInLink: await collector.createSignInLink(),
      enrolment: { code: await collector.createEnrolmentCode(enrolment), uses: enrolment.uses, validUntil },
    };
    if (options.json) printJson(io, output);
    else io.stdout.write(renderStarted(output, existsSync(join(fleetViewDir, 'index.html'))));
    links = offerSignInLinks(io, collector.createSignInLink);
    if (links.offered) io.stderr.write('Enter prints another sign-in link.\n');
    await stop.asked;
  } finally {
    links?.stop();
    await collector.close();
    stop.forget();
  }
  return exitCodes.ok;
};

function renderStarted(
  { url, signInLink, enrolment: pass }: CollectorOutput,
  fleetViewBuilt: boolean,
): string {
  const lines = [
    `Collector listens on ${url}`,
    fleetViewBuilt
      ? `Fleet view (link works once): ${signInLink}`
      : 'The fleet view is not built; npm run build makes it.',
    `Enrol a device (${pass.uses} times, for a day): keyready enroll --collector ${url} --code ${pass.code}`,
    'Ctrl-C ends it.',
  ];
  return `${lines.join('\n')}\n`;
}

/** An option beats the environment. */
function chooseStore(
  io: CliIo,
  options: CollectorCommandOptions,
  stateDir: string,
): Parameters<typeof startCollector>[0]['store'] {
  if (options.data !== undefined) return { kind: 'pglite', dataDir: options.data };
  const url = options.database ?? io.env.DATABASE_URL;
  if (url) {
    if (!/^postgres(ql)?:\/\//.test(url))
      throw new ProblemError('cli.usage', 'the database must be an address like postgres://host/name');
    return { kind: 'postgres', url };
  }
  return { kind: 'pglite', dataDir: join(stateDir, 'collector') };
}

/** Throws `cli.usage`. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new ProblemError('cli.usage', `--port must be a number from 0 to 65535, not "${text}"`);
}
