import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { runOrThrow, runProgram } from '../../processes/run-program.ts';

/**
 * Opens FileZilla's Site Manager on a display that nobody sees, leaves it with OK, and waits until FileZilla has written its sites anew:
 * `node set-up-filezilla.ts <sitemanager.xml>`. Passwords that stood there plainly are then as FileZilla writes them.
 */
const [sites = ''] = process.argv.slice(2);
const limitMs = 40_000;
const giveUpAt = performance.now() + limitMs;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`not within ${limitMs} ms`);
    await delay(200);
  }
}

// Any display that is free; its number comes on descriptor 3.
const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
  stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
});
let number = '';
display.stdio[3]?.on('data', (bytes: Buffer) => {
  number += bytes.toString();
});
await until(async () => number.includes('\n'));
const env = { ...process.env, DISPLAY: `:${number.trim()}` };
const filezilla = spawn('filezilla', ['--site-manager'], { env, stdio: 'ignore' });
try {
  let window = '';
  await until(async () => {
    const found = await runProgram('xdotool', ['search', '--onlyvisible', '--name', 'Site Manager'], { env });
    window = found.stdout.trim().split('\n').at(-1) ?? '';
    return window !== '';
  });
  await until(async () => {
    // A window that is not drawn yet takes no keys: ask again until the file tells.
    await runProgram('xdotool', ['windowfocus', window, 'key', 'alt+o'], { env });
    await delay(500);
    return (await readFile(sites, 'utf8')).includes('encoding="base64"');
  });
  await runOrThrow('xdotool', ['search', '--name', 'FileZilla'], { env });
} finally {
  filezilla.kill('SIGTERM');
  await Promise.race([once(filezilla, 'exit'), delay(3000)]);
  filezilla.kill('SIGKILL');
  display.kill('SIGTERM');
}
