import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../test/doubles/made-certificate.ts';
import { readTrust } from './pinned-roots.ts';

const packaged = new URL('../../policy/mds-roots.yaml', import.meta.url);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-roots-'));
  await cp(packaged, join(folder, 'mds-roots.yaml'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function change(edit: (text: string) => string): Promise<void> {
  const before = await readFile(packaged, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(join(folder, 'mds-roots.yaml'), after);
}

describe('the pinned roots', () => {
  it("are GlobalSign's R46 and R3, byte for byte those that Node ships, valid until 2046 and 2029", async () => {
    const { signer, roots } = await readTrust();
    expect(signer).toBe('mds.fidoalliance.org');
    expect(roots.map((root) => [root.subject.split('\n').at(-1), root.validTo.slice(-8, -4)])).toEqual([
      ['CN=GlobalSign Root R46', '2046'],
      ['CN=GlobalSign', '2029'],
    ]);
    const shipped = rootCertificates.map((pem) => pem.replaceAll(/\s/g, ''));
    for (const root of roots) {
      expect(shipped).toContain(root.toString().replaceAll(/\s/g, ''));
      expect([root.ca, root.checkIssued(root), root.verify(root.publicKey)]).toEqual([true, true, true]);
    }
  });

  it('can be exchanged', async () => {
    const own = makeCertificate({ name: 'Own root', ca: true });
    const lines = own.pem
      .trim()
      .split('\n')
      .map((line) => `      ${line}`);
    const source = 'https://example.com/root.crt';
    const root = [
      `  - name: Own root`,
      `    sha256: ${own.sha256}`,
      `    source: ${source}`,
      '    asOf: 2026-11-22',
    ];
    await change((text) =>
      [text.slice(0, text.indexOf('  - name')), ...root, '    certificate: |', ...lines, '']
        .join('\n')
        .replace(':\n\n', ':\n'),
    );
    expect((await readTrust(folder)).roots.map(({ subject }) => subject)).toEqual(['CN=Own root']);
  });

  it.each([
    [
      'another certificate under the same fingerprint',
      (text: string) => text.replace(/sha256: 4F/, 'sha256: 5F'),
    ],
    [
      'text in the place of the certificate',
      (text: string) => text.replace('BEGIN CERTIFICATE', 'BEGIN SOMETHING'),
    ],
    ['a fingerprint that is none', (text: string) => text.replace(/sha256: 4F/, 'sha256: 4')],
    ['no roots', (text: string) => `${text.slice(0, text.indexOf('roots:'))}roots: []\n`],
    ['an unknown field', (text: string) => text.replace('signer:', 'trustEverything: true\nsigner:')],
  ])('%s is refused', async (_what, edit) => {
    await change(edit);
    await expect(readTrust(folder)).rejects.toMatchObject({
      code: 'policy.invalid',
      where: expect.stringContaining('mds-roots.yaml'),
    });
  });

  it('without the file nothing is trusted', async () => {
    await rm(join(folder, 'mds-roots.yaml'));
    await expect(readTrust(folder)).rejects.toMatchObject({ code: 'policy.unreadable' });
  });
});
