import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeCertificate } from '../../doubles/made-certificate.ts';
import { projectRoot } from './run-keyready.ts';

/**
 * A copy of the package whose policy trusts one root of our own, exchanged as policy/mds-roots.yaml says. The program has no other
 * way to be told whom to trust, and must have none.
 */
export async function packageWithOwnRoot(folder: string, root: MadeCertificate): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of ['src', 'policy', 'package.json'])
    await cp(join(projectRoot, part), join(folder, part), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'policy', 'mds-roots.yaml');
  const packaged = await readFile(file, 'utf8');
  const own = [
    '  - name: Root made for a test',
    `    sha256: ${root.sha256}`,
    '    source: https://example.com/root.crt',
    '    asOf: 2026-11-22',
    '    certificate: |',
    ...root.pem
      .trim()
      .split('\n')
      .map((line) => `      ${line}`),
  ];
  await writeFile(file, `${packaged.slice(0, packaged.indexOf('  - name:'))}${own.join('\n')}\n`);
}
