import { expect, it } from 'vitest';
import type { CommandResult, Outcome } from '../reach.ts';
import { liveFiles } from './files.ts';
import { onceForEach, textsReadOnce } from './once-for-each.ts';

function counting() {
  const asked: unknown[] = [];
  const commands = onceForEach({
    async run(...request): Promise<Outcome<CommandResult>> {
      asked.push(request);
      return asked.length === 1
        ? { ok: false, problem: 'timed-out' }
        : { ok: true, value: { exitCode: 0, stdout: String(asked.length), stderr: '' } };
    },
  });
  return { asked, commands };
}

it('runs the same command once, and gives the same answer again, also a failure', async () => {
  const { asked, commands } = counting();
  const answers = await Promise.all([commands.run('/a', ['x']), commands.run('/a', ['x'])]);
  answers.push(await commands.run('/a', ['x']));
  expect(answers).toEqual(Array(3).fill({ ok: false, problem: 'timed-out' }));
  expect(asked).toEqual([['/a', ['x'], undefined]]);
});

it('tells commands apart by program, each argument and time limit', async () => {
  const { asked, commands } = counting();
  await commands.run('/a', ['x', 'y']);
  await commands.run('/a', ['x y']);
  await commands.run('/b', ['x', 'y']);
  await commands.run('/a', ['x', 'y'], 500);
  expect(asked).toHaveLength(4);
});

it('reads a text once for all who ask, by its path and limit; other questions go through', async () => {
  const asked: unknown[] = [];
  const inner = {
    ...liveFiles(),
    readText: async (...request: unknown[]) => {
      asked.push(request);
      return { ok: true as const, value: String(asked.length) };
    },
  };
  const files = textsReadOnce(inner);
  const both = await Promise.all([files.readText('/var/list'), files.readText('/var/list')]);
  expect(both).toEqual(Array(2).fill({ ok: true, value: '1' }));
  expect(await files.readText('/var/list', 10)).toEqual({ ok: true, value: '2' });
  expect(await files.readText('/var/other')).toEqual({ ok: true, value: '3' });
  expect(files.list).toBe(inner.list);
});
