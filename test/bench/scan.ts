// npm run bench:scan: what a whole scan of this machine costs, beside other inventory programs (docs/testing.md).
import { parseArgs } from 'node:util';
import { measure } from './scan/measure.ts';
import { renderScanBench } from './scan/print.ts';
import { figuresOf } from './scan/summary.ts';

const usage = 'usage: npm run bench:scan -- [--rounds N] [--cold-rounds N]\n';

function readOptions() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '7' }, 'cold-rounds': { type: 'string', default: '3' } },
  });
  const rounds = Number(values.rounds);
  const coldRounds = Number(values['cold-rounds']);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds wants a whole number from 1');
  if (!Number.isInteger(coldRounds) || coldRounds < 0)
    throw new RangeError('--cold-rounds wants a whole number');
  return { rounds, coldRounds };
}

try {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const measured = await measure({ ...readOptions(), say });
  process.stdout.write(renderScanBench(measured, figuresOf(measured)));
} catch (error) {
  const isUsage =
    error instanceof RangeError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(isUsage ? `${(error as Error).message}\n${usage}` : `${(error as Error).stack}\n`);
  process.exitCode = isUsage ? 64 : 70;
}
