import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem.ts';
import { readCapture } from './read-capture.ts';

const manifest = {
  captureVersion: 1,
  platform: 'win32',
  agentVersion: '1.0.0',
  capturedAt: '2026-01-01T00:00:00.000Z',
  title: 'A test machine',
};
const exchange = { port: 'files', call: 'readText', args: ['/a'], outcome: { ok: true, value: 'x' } };
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keyready-read-'));
  await put('capture.json', manifest);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function put(file: string, value: unknown): Promise<void> {
  await writeFile(join(dir, file), typeof value === 'string' ? value : JSON.stringify(value));
}
/** Where and why reading was refused: `code where`. */
async function refusal(folder = dir): Promise<string> {
  const error = await readCapture(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error('was not refused as expected', { cause: error });
  return `${error.code} ${error.where?.replace(dir, '')}`;
}

describe('readCapture', () => {
  it('reads manifest and signals and keeps what it does not know', async () => {
    await put('capture.json', { ...manifest, mood: 'good' });
    await put('os.json', { signal: 'os', exchanges: [exchange], note: 'by hand' });
    await put('from-the-future.json', { signal: 'from-the-future', exchanges: [] });
    await put('README.md', 'words');
    const capture = await readCapture(dir);
    expect(capture.manifest).toMatchObject({ platform: 'win32', mood: 'good' });
    expect([...capture.exchanges.keys()]).toEqual(['from-the-future', 'os']);
  });

  it('names file and field of what is wrong', async () => {
    await put('os.json', { signal: 'os', exchanges: [exchange, { ...exchange, args: 'none' }] });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/exchanges/1/args');
    await put('os.json', { signal: 'tpm', exchanges: [] });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/signal');
    await put('os.json', { signal: 'os', exchanges: [{ ...exchange, port: 'file' }] });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/exchanges/0');
    await put('os.json', { signal: 'os', exchanges: [{ ...exchange, call: 'constructor' }] });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/exchanges/0');
    await put('os.json', { signal: 'os', exchanges: [{ ...exchange, outcome: { ok: true, value: 7 } }] });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/exchanges/0/outcome/value');
    await put('os.json', {
      signal: 'os',
      exchanges: [{ ...exchange, outcome: { ok: false, problem: 'sulking' } }],
    });
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/exchanges/0/outcome/problem');
    await put('os.json', '{ half');
    expect(await refusal()).toBe('capture.not-a-capture /os.json');
    await put('os.json', 'null');
    expect(await refusal()).toBe('capture.not-a-capture /os.json#/');
  });

  it('refuses a manifest that is missing, wrong, or from a newer version', async () => {
    await put('capture.json', { ...manifest, platform: 'beos' });
    expect(await refusal()).toBe('capture.not-a-capture /capture.json#/platform');
    await put('capture.json', { captureVersion: 2, everything: 'is different' });
    expect(await refusal()).toBe('capture.unsupported-version /capture.json#/captureVersion');
    await rm(join(dir, 'capture.json'));
    expect(await refusal()).toBe('capture.not-a-capture /capture.json');
    expect(await refusal(join(dir, 'none'))).toBe('capture.not-a-capture /none/capture.json');
    await put('file', 'x');
    expect(await refusal(join(dir, 'file'))).toBe('capture.not-a-capture /file/capture.json');
  });

  it('follows no link out, opens nothing that blocks, and reads nothing huge', async () => {
    await symlink('/etc/passwd', join(dir, 'os.json'));
    expect(await refusal()).toBe('capture.not-a-capture /os.json');
    await rm(join(dir, 'os.json'));
    execFileSync('/usr/bin/mkfifo', [join(dir, 'os.json')]);
    expect(await refusal()).toBe('capture.not-a-capture /os.json');
    await rm(join(dir, 'os.json'));
    await mkdir(join(dir, 'os.json'));
    expect(await refusal()).toBe('capture.not-a-capture /os.json');
    await rm(join(dir, 'os.json'), { recursive: true });
    await put('os.json', '');
    await truncate(join(dir, 'os.json'), 40 * 1024 * 1024);
    expect(await refusal()).toBe('capture.not-a-capture /os.json');
    await rm(join(dir, 'os.json'));
    for (let n = 0; n < 51; n++) await put(`s${n}.json`, { signal: `s${n}`, exchanges: [] });
    expect(await refusal()).toBe('capture.not-a-capture ');
  });
});
