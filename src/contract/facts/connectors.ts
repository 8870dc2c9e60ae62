import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

const Count = z.number().int().min(0).max(1000);

/** Where a security key could be plugged in or held to, so that IT orders kinds that fit. */
export const ConnectorsFacts = openObject({
  /** USB-C ports on the outside of the device. */
  usbC: readingOf(Count),
  /** USB-A ports on the outside of the device. */
  usbA: readingOf(Count),
  /** A reader for contactless keys and cards. */
  nfcReader: readingOf(z.boolean()),
});
export type ConnectorsFacts = z.infer<typeof ConnectorsFacts>;
