import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProblemError } from '../contract/problem.ts';

const MAX_FOLDERS_UP = 6;

/** The folder stands at the package's top, however deep the built or unbuilt file lies below it. */
export async function packagedPolicyFolder(): Promise<string> {
  const start = dirname(fileURLToPath(import.meta.url));
  let folder = start;
  for (let up = 0; up < MAX_FOLDERS_UP; up += 1) {
    const candidate = join(folder, 'policy');
    const found = await stat(join(candidate, 'default.yaml')).catch(() => null);
    if (found?.isFile() === true) return candidate;
    folder = dirname(folder);
  }
  throw new ProblemError('policy.unreadable', `No policy/default.yaml above ${start}`, { where: start });
}
