import { readFile, rename } from 'node:fs/promises';
import type { z } from 'zod';
import { ProblemError } from '../contract/problem.ts';
import { systemCode } from './system-code.ts';
import { asStateProblem, writeAtomically } from './write-atomically.ts';

/** What reading a remembered file came to. A file that cannot be understood is moved away, never overwritten. */
export type StateRead<Value> =
  | { kind: 'found'; value: Value }
  | { kind: 'missing' }
  | { kind: 'set-aside'; problem: ProblemError; movedTo: string };

/** One small JSON file of the state folder, checked by its schema each time it is read. */
export type StateFile<Value> = {
  path: string;
  read(): Promise<StateRead<Value>>;
  write(value: Value): Promise<void>;
};

/** Gives a typed JSON file. Reading throws only `state.not-writable` (no right to read) and defects. */
export function stateFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): StateFile<z.infer<Schema>> {
  return {
    path,
    async read() {
      const text = await readTextIfThere(path);
      if (text === null) return { kind: 'missing' };
      const parsed = parseJson(text);
      const checked = parsed === undefined ? undefined : schema.safeParse(parsed);
      if (checked?.success) return { kind: 'found', value: checked.data };
      return setAside(path, checked ? 'has another shape than expected' : 'is not JSON');
    },
    async write(value) {
      await writeAtomically(path, `${JSON.stringify(value)}\n`);
    },
  };
}

/** Moves a file that cannot be used to `<path>.set-aside-<n>`, keeping all earlier ones. */
export async function setAside(
  path: string,
  why: string,
): Promise<{ kind: 'set-aside'; problem: ProblemError; movedTo: string }> {
  const movedTo = `${path}.set-aside-${Date.now()}-${process.pid}`;
  try {
    await rename(path, movedTo);
  } catch (error) {
    throw asStateProblem(error, path);
  }
  const problem = new ProblemError('state.corrupt', `${path} ${why}; it was kept as ${movedTo}`, {
    where: path,
  });
  return { kind: 'set-aside', problem, movedTo };
}

/** UTF-8 text, or null when there is no such file. */
export async function readTextIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw asStateProblem(error, path);
  }
}

/** Undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
