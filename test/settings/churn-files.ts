import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lets files of a folder come, grow, shrink and vanish until its input ends. Says `on` once it has begun. */
const [folder = ''] = process.argv.slice(2);
let ended = false;
process.stdin.on('end', () => {
  ended = true;
});
process.stdin.resume();
const line = 'auth=pw-kind\n';

function turn(round: number): void {
  const name = join(folder, `coming-${round % 7}`);
  writeFileSync(name, `[a]\n${line.repeat(20_000)}`);
  appendFileSync(name, line.repeat(1000));
  truncateSync(name, 100);
  renameSync(name, `${name}-old`);
  rmSync(`${name}-old`);
  if (round === 0) process.stdout.write('on');
  if (!ended) setImmediate(turn, round + 1);
}
turn(0);
