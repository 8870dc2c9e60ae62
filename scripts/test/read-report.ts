import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** A runner's JSON report, checked; null when there is none. @throws Error when it is not what its schema says. */
export async function readReport<Report>(file: string, schema: z.ZodType<Report>): Promise<Report | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : schema.parse(JSON.parse(text));
}
