import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Firmware kind and Secure Boot. Effective = variable on, not in setup mode, not switched off in shim. */
export const SecureBootFacts = openObject({
  /** null where Windows does not tell. */
  firmware: z.enum(['uefi', 'legacy']).nullable(),
  /** The firmware offers Secure Boot at all; null where Windows says only that it is not on. */
  supported: z.boolean().nullable(),
  enabled: z.boolean(),
  /** Keys are missing, so nothing is checked; null where Windows says only that Secure Boot is not on. */
  setupMode: z.boolean().nullable(),
  /** Validation switched off in shim (Linux); false elsewhere. */
  disabledInShim: z.boolean(),
  /** Windows' virtualization-based security. Absent elsewhere. */
  vbs: openObject({ configured: readingOf(z.boolean()), running: readingOf(z.boolean()) }).optional(),
});
export type SecureBootFacts = z.infer<typeof SecureBootFacts>;
