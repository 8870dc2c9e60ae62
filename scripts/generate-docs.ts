// Writes the documents that come from the code: `node scripts/generate-docs.ts`. With --check it writes nothing and
// exits 1 when one is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { renderDocs } from './docs/render-docs.ts';

const top = new URL('../', import.meta.url);
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const stale: string[] = [];
for (const [path, text] of Object.entries(await renderDocs())) {
  const file = new URL(path, top);
  const now = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (now === text) continue;
  stale.push(path);
  if (!values.check) await writeFile(file, text);
}

if (stale.length === 0) {
  process.stdout.write('Documents are up to date.\n');
} else if (values.check) {
  process.stdout.write(`Out of date: ${stale.join(', ')}. Run: npm run docs\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Wrote ${stale.join(', ')}.\n`);
}
