import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  APP_HOST,
  APP_ORIGIN,
  appScheme,
  contentSecurityPolicy,
  resolveAppFile,
  serveAppFiles,
} from './app-protocol.ts';

describe('resolveAppFile', () => {
  const root = '/opt/app/out/renderer';
  it('finds files of the page', () => {
    expect(resolveAppFile(root, '/')).toBe(`${root}/index.html`);
    expect(resolveAppFile(root, '/assets/index-a1.js')).toBe(`${root}/assets/index-a1.js`);
    expect(resolveAppFile(root, '/a%20b.js')).toBe(`${root}/a b.js`);
  });
  for (const path of [
    '/../main/main.js',
    '/assets/../../main/main.js',
    '/%2e%2e/main/main.js',
    '/..%2fmain%2fmain.js',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '/..%5cmain%5cmain.js',
    '/..\\main\\main.js',
    '/c:%5cwindows%5cwin.ini',
    '/index.html%00.js',
    '/%',
    '/%ff',
    '/.',
    '//',
  ]) {
    it(`refuses ${path}`, () => expect(resolveAppFile(root, path)).toBeNull());
  }
  it('does not take a neighbour whose name begins alike for the root', () => {
    expect(resolveAppFile('/opt/app', '/../app-secret/x.js')).toBeNull();
  });
});

describe('serveAppFiles', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'keyready-protocol-'));
    await mkdir(join(dir, 'renderer'));
    await writeFile(join(dir, 'secret.js'), 'secret');
    await writeFile(join(dir, 'renderer', 'index.html'), '<!doctype html>');
    await writeFile(join(dir, 'renderer', 'page.js'), 'page');
    await writeFile(join(dir, 'renderer', 'notes.txt'), 'notes');
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  const get = (path: string, init?: RequestInit) =>
    serveAppFiles('keyready', join(dir, 'renderer'))(new Request(new URL(path, 'http://keyready'), init));

  it('serves the page with the content security policy and its type', async () => {
    const response = await get('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await (await get('/page.js')).text()).toBe('page');
  });
  it('serves the URL that the window loads', async () => {
    const serve = serveAppFiles(APP_HOST, join(dir, 'renderer'));
    expect((await serve(new Request(`${APP_ORIGIN}/`))).status).toBe(200);
    expect((await serve(new Request(`${APP_ORIGIN}/page.js`))).status).toBe(200);
    expect((await serve(new Request('app://elsewhere/page.js'))).status).toBe(404);
    expect((await serve(new Request(`${APP_ORIGIN}/../secret.js`))).status).toBe(404);
  });
  it('answers 404 to all else, with the same policy', async () => {
    for (const path of ['/none.js', '/..%2fsecret.js', '/notes.txt', '/renderer']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('Not found');
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    }
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(404);
    expect((await get('http://other/')).status).toBe(404);
  });
});

describe('the scheme and its policy', () => {
  it('lets the page load nothing from elsewhere and run no string as script', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("connect-src 'none'");
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*|script-src[^;]*unsafe/);
  });
  it('gives the scheme no privilege to get around the policy', () => {
    expect(appScheme.privileges).toEqual({ standard: true, secure: true, supportFetchAPI: true });
  });
});
