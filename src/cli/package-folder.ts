import { fileURLToPath } from 'node:url';

/** Top of the package; the same two floors up in src/ and in out/. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
