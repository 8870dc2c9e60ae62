import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import type { CustomScheme } from 'electron';

/** Host of the window's pages: everything the window shows comes from `app://keyready/`. */
export const APP_HOST = 'keyready';
export const APP_ORIGIN = `app://${APP_HOST}`;

/**
 * A scheme of our own rather than file://: it has an origin, so storage, CSP and the sender check mean something, and
 * a page under it can reach no file that we do not serve.
 * https://www.electronjs.org/docs/latest/tutorial/security#18-avoid-usage-of-the-file-protocol-and-prefer-usage-of-custom-protocols
 */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/** What a page of the window may load: its own scripts, styles and pictures. No network at all, also not to us. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Fluent UI (Griffel) makes its style sheets at run time; a style cannot call out, since nothing remote may load.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * The file a URL's path names inside `rootDir`, or null when it names none: another folder, a backslash, a NUL, a
 * broken escape. `/` is `index.html`.
 */
export function resolveAppFile(rootDir: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // Checked after decoding: the URL parser resolves `..` but not `%2e%2e%2f`.
  if (/[\\\0]/.test(path) || path.split('/').includes('..')) return null;
  const file = resolve(join(rootDir, path === '/' ? 'index.html' : path));
  const inside = relative(rootDir, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}

/**
 * Answers the window's requests for `host` from `rootDir`. Anything unexpected is 404: the page is ours and asks only
 * for its own files.
 */
export function serveAppFiles(host: string, rootDir: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const ours = request.method === 'GET' && url.hostname === host;
    const file = ours ? resolveAppFile(rootDir, url.pathname) : null;
    const mediaType = file === null ? undefined : mediaTypes[extname(file)];
    if (file === null || mediaType === undefined) return notFound();
    try {
      return new Response(await readFile(file), { headers: headersFor(mediaType) });
    } catch {
      return notFound();
    }
  };
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: headersFor('text/plain; charset=utf-8') });
}

function headersFor(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy,
    // Serve as what we say it is, never as what its content looks like.
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
