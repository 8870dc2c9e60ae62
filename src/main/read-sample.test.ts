import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSample } from './read-sample.ts';

describe('readSample', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'keyready-sample-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('is null without the option', async () => {
    expect(await readSample(['electron', '.', '--no-sandbox'])).toBeNull();
  });
  it('names the capture by its own title', async () => {
    const manifest = {
      captureVersion: 1,
      platform: 'linux',
      agentVersion: '0.1.0',
      capturedAt: '2026-11-22T08:00:00.000Z',
      title: 'A laptop with Debian 12',
    };
    await writeFile(join(dir, 'capture.json'), JSON.stringify(manifest));
    expect(await readSample(['electron', `--replay=${dir}`])).toEqual({
      name: 'A laptop with Debian 12',
      replayDir: dir,
    });
  });
  it('refuses a folder that is no capture, naming the file', async () => {
    const nowhere = join(dir, 'nowhere');
    await expect(readSample([`--replay=${nowhere}`])).rejects.toMatchObject({
      code: 'capture.not-a-capture',
      where: join(nowhere, 'capture.json'),
    });
    await writeFile(join(dir, 'capture.json'), '{');
    await expect(readSample([`--replay=${dir}`])).rejects.toMatchObject({ code: 'capture.not-a-capture' });
  });
});
