import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runProgram } from '../processes/run-program.ts';

const sources = ['../../../native/windows/src', '../windows-dlls'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

it('cppcheck finds nothing in the C++ of addon and stand-ins', async () => {
  const options = [
    ...['--enable=warning,performance,portability', '--std=c++17', '--platform=win64', '--inline-suppr'],
    // Headers of Windows and Node are not there for it, and not to be judged.
    ...['--suppress=missingIncludeSystem', '--quiet', '--error-exitcode=1', '-j', '2'],
  ];
  const { exitCode, stdout, stderr } = await runProgram('cppcheck', [...options, ...sources], {
    timeLimitMs: 300_000,
  });
  expect(`${stdout}${stderr}`).toBe('');
  expect(exitCode).toBe(0);
}, 300_000);
