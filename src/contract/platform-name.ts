import { z } from 'zod';

/** Operating systems Keyready knows, by Node's `process.platform` words. */
export const PlatformName = z.enum(['win32', 'darwin', 'linux']);
export type PlatformName = z.infer<typeof PlatformName>;
