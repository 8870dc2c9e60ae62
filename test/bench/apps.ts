// npm run bench:apps: what it costs to look for programs and their settings, beside other inventory programs (docs/testing.md).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dpkgStatus } from './apps/made-machine.ts';
import { measure } from './apps/measure.ts';
import { renderAppsBench } from './apps/print.ts';
import { figuresOf } from './apps/summary.ts';

const usage = 'usage: npm run bench:apps -- [--rounds N]\n';
const DPKG_STATUS = '/var/lib/dpkg/status';

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      'on-made-machine': { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds wants a whole number from 1');
  return { rounds, made: values['on-made-machine'] };
}

/**
 * Starts this program again in a mount namespace of its own, in which dpkg's list is the made one. Null where that is not allowed: then the machine's own list
 * is measured, and the output says so.
 */
function onMadeMachine(rounds: number): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'keyready-bench-dpkg-'));
  try {
    const status = join(folder, 'status');
    writeFileSync(status, dpkgStatus());
    const script = `mount --bind "$0" ${DPKG_STATUS} || exit 99; exec "$@"`;
    const self = [process.execPath, import.meta.filename, '--on-made-machine', '--rounds', String(rounds)];
    const run = spawnSync('/usr/bin/unshare', ['--mount', '/bin/sh', '-c', script, status, ...self], {
      stdio: 'inherit',
    });
    return run.status === null || run.status === 99 || run.status === 1 ? null : run.status;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const { rounds, made } = readOptions();
  const ended = made ? null : onMadeMachine(rounds);
  if (ended === null) {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const measured = await measure({ rounds, made, say });
    process.stdout.write(renderAppsBench(measured, figuresOf(measured)));
  } else process.exitCode = ended;
} catch (error) {
  const isUsage =
    error instanceof RangeError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(isUsage ? `${(error as Error).message}\n${usage}` : `${(error as Error).stack}\n`);
  process.exitCode = isUsage ? 64 : 70;
}
