// npm run bench:keys: how long reading security keys takes, beside fido2-token on the same keys (docs/testing.md).
import { parseArgs } from 'node:util';
import { measureInVm } from './keys/measure-in-vm.ts';
import { renderKeysBench } from './keys/print.ts';
import { figuresOf, summarize } from './keys/summary.ts';

const usage = `usage: npm run bench:keys -- [--rounds N] [--keyready-rounds N] [--packet-ms N,N] [--key plain|bio]
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      'keyready-rounds': { type: 'string', default: '2' },
      'packet-ms': { type: 'string', default: '0,5' },
      key: { type: 'string', default: 'plain' },
    },
  });
  const rounds = Number(values.rounds);
  const keyreadyRounds = Number(values['keyready-rounds']);
  const packetMs = values['packet-ms'].split(',').map(Number);
  const { key } = values;
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds wants a whole number from 1');
  if (!Number.isInteger(keyreadyRounds) || keyreadyRounds < 0)
    throw new RangeError('--keyready-rounds wants a whole number');
  if (packetMs.some((ms) => !(ms >= 0))) throw new RangeError('--packet-ms wants numbers of milliseconds');
  if (key !== 'plain' && key !== 'bio') throw new RangeError('--key is plain or bio');
  return { rounds, keyreadyRounds, packetMs, key } as const;
}

try {
  const options = readOptions();
  const summaries = summarize(await measureInVm(options));
  process.stdout.write(renderKeysBench(summaries, figuresOf(summaries)));
} catch (error) {
  const isUsage =
    error instanceof RangeError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(isUsage ? `${(error as Error).message}\n${usage}` : `${(error as Error).stack}\n`);
  process.exitCode = isUsage ? 64 : 70;
}
