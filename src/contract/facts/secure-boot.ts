import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Firmware kind and Secure Boot. Effective = variable on, not in setup mode, not switched off in shim. */
export const SecureBootFacts = openObject({
  firmware: z.enum(['uefi', 'legacy']),
  /** The firmware offers Secure Boot at all. */
  supported: z.boolean(),
  enabled: z.boolean(),
  setupMode: z.boolean(),
  /** Validation switched off in shim (Linux); false elsewhere. */
  disabledInShim: z.boolean(),
  /** Windows' virtualization-based security. Absent elsewhere. */
  vbs: openObject({ configured: readingOf(z.boolean()), running: readingOf(z.boolean()) }).optional(),
});
export type SecureBootFacts = z.infer<typeof SecureBootFacts>;
