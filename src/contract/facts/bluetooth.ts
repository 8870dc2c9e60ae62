import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Bluetooth radios of this machine. Nothing about paired or nearby devices, no addresses. */
export const BluetoothFacts = openObject({
  adapters: z.array(
    openObject({
      /** `hci0`; a position, not an address. */
      id: z.string(),
      powered: readingOf(z.boolean()),
      /** Low Energy, central role: what a passkey from a phone needs. */
      lowEnergyCentral: readingOf(z.boolean()),
    }),
  ),
  /**
   * That these are all radios of this machine; unknown where there may be others (an empty list is then no "none"). Absent in reports of
   * agents before 0.3, which told of radios only when the list was whole.
   */
  complete: readingOf(z.literal(true)).optional(),
  /** A software or hardware switch that holds the radio off; `none` when nothing does. */
  blocked: readingOf(z.enum(['none', 'soft', 'hard'])),
  /** Company policy on Bluetooth, where the system has one. */
  policy: readingOf(
    openObject({
      allowed: z.boolean(),
      /** GATT service ids that may be used, lower-case UUIDs; null = no list. */
      allowedServices: z.array(z.string()).nullable(),
    }),
  ),
});
export type BluetoothFacts = z.infer<typeof BluetoothFacts>;
