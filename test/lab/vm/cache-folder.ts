import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the lab fetches or builds once and keeps between runs. May be deleted at any time. */
export const labCacheDir = process.env.XDG_CACHE_HOME
  ? join(process.env.XDG_CACHE_HOME, 'keyready-lab')
  : fileURLToPath(new URL('../../../node_modules/.cache/keyready-lab', import.meta.url));
