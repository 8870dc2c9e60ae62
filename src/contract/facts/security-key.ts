import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** FIDO HID devices attached now (usage page 0xF1D0). No serial numbers. */
export const SecurityKeyFacts = openObject({
  keys: z.array(
    openObject({
      /** Position in this scan: `hidraw3`, `hid-0`. Not stable across plugging. */
      id: z.string(),
      vendorId: z.number().int().min(0).max(0xffff),
      productId: z.number().int().min(0).max(0xffff),
      manufacturer: z.string().nullable(),
      product: z.string().nullable(),
      /** May this process open the key for reading and writing? Asked without opening it. */
      accessible: readingOf(z.boolean()),
    }),
  ),
});
export type SecurityKeyFacts = z.infer<typeof SecurityKeyFacts>;
