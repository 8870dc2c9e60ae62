import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Apple's security coprocessor, where a Mac keeps the key of Platform single sign-on. */
export const SecureEnclaveFacts = openObject({
  present: readingOf(z.boolean()),
  /** Where it sits: in the processor, in a T2 or T1 chip, or nowhere. */
  chip: readingOf(z.enum(['apple-silicon', 't2', 't1', 'none'])),
});
export type SecureEnclaveFacts = z.infer<typeof SecureEnclaveFacts>;
