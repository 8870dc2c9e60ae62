import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem.ts';
import { fleetViewFiles } from './fleet-view-files.ts';

const dir = mkdtempSync(join(tmpdir(), 'keyready-view-'));
const fleetViewDir = join(dir, 'fleet-view');
let app: FastifyInstance;
const defects: unknown[] = [];

beforeAll(async () => {
  app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ProblemError)) defects.push(error);
    return reply.code(error instanceof ProblemError ? 404 : 500).send({});
  });
  await app.register((scope, _options, done) => {
    fleetViewFiles(scope, { fleetViewDir }).then(() => done(), done);
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true, force: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('fleetViewFiles', () => {
  it('says how to build while there is no build, and serves it as soon as there is', async () => {
    const missing = await get('/');
    expect([missing.statusCode, missing.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
    mkdirSync(join(fleetViewDir, 'assets'), { recursive: true });
    writeFileSync(join(fleetViewDir, 'index.html'), '<!doctype html><title>fleet</title>');
    writeFileSync(join(fleetViewDir, 'assets', 'app-abc.js'), 'export {};');
    writeFileSync(join(fleetViewDir, '.hidden.json'), 'secret');
    writeFileSync(join(dir, 'outside.txt'), 'secret');
    const built = await get('/');
    expect([built.statusCode, built.body]).toEqual([200, expect.stringContaining('<title>fleet')]);
    expect(built.headers['cache-control']).toBe('no-cache');
  });

  it('shows the start page for every page of the fleet view', async () => {
    for (const url of ['/devices', '/devices/some-id', '/sign-in', '/index.html'])
      expect((await get(url)).body).toContain('<title>fleet');
  });

  it('serves assets with their type, to be kept', async () => {
    const asset = await get('/assets/app-abc.js');
    expect(asset.headers['content-type']).toContain('javascript');
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  it('answers a wrong range or condition without failing', async () => {
    const ranged = await app.inject({ url: '/assets/app-abc.js', headers: { range: 'bytes=900-' } });
    expect([ranged.statusCode, ranged.body]).toEqual([200, 'export {};']);
    const other = await app.inject({ url: '/assets/app-abc.js', headers: { 'if-match': '"other"' } });
    expect([other.statusCode, defects]).toEqual([404, []]);
  });

  it('gives nothing of the API, nothing that is not there and nothing from outside', async () => {
    for (const url of [
      '/v1',
      '/v1/nothing',
      '/assets/missing.js',
      '/.hidden.json',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/a%00b.txt',
      '/a%2500b.txt',
      '/100%25.txt',
    ]) {
      const answer = await get(url);
      expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
      // Anybody on this machine may ask such things: they are no fault of ours, and no line of it for each in the log.
      expect(defects, url).toEqual([]);
      expect(answer.body, url).not.toContain('secret');
    }
  });
});
