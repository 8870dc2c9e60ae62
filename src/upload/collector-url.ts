import { ProblemError } from '../contract/problem.ts';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks a collector address: https, or http on this very machine. Gives it back without trailing slash.
 * Throws `upload.insecure-url` for http elsewhere, `cli.usage` for what is no address at all.
 */
export function checkCollectorUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ProblemError('cli.usage', `"${text}" is not an address like https://keyready.example.com`);
  }
  if (url.username !== '' || url.password !== '')
    throw new ProblemError(
      'cli.usage',
      'the address of the collector must not contain a user name or password',
    );
  const plainOnThisMachine = url.protocol === 'http:' && loopbackHosts.has(url.hostname);
  if (url.protocol !== 'https:' && !plainOnThisMachine)
    throw new ProblemError(
      'upload.insecure-url',
      `${url.protocol}//${url.host} would carry reports unprotected; use https (http only on this machine)`,
    );
  url.hash = '';
  url.search = '';
  return url;
}
