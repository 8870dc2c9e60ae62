import { z } from 'zod';
import { openObject } from '../open-object.ts';

/** Make, model and size of the machine. No serial number, no MAC address, no asset tag. */
export const HardwareFacts = openObject({
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  /** `laptop`, `desktop`, `tablet`, `server`, `virtual`, or null when the firmware does not say. */
  form: z.enum(['laptop', 'desktop', 'tablet', 'server', 'virtual', 'other']).nullable(),
  processor: z.string().nullable(),
  memoryBytes: z.number().int().nonnegative().nullable(),
});
export type HardwareFacts = z.infer<typeof HardwareFacts>;
