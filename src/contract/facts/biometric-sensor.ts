import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Biometric readers and whether the person has anything enrolled. Never the prints, never which finger. */
export const BiometricSensorFacts = openObject({
  sensors: z.array(
    openObject({
      /** Device name as its driver gives it. */
      name: z.string(),
      factor: z.enum(['fingerprint', 'face', 'iris']),
      /** `press`, `swipe`, or null when the driver does not say. */
      scanType: z.string().nullable(),
      /** Number of enrolled fingers or faces of the person whose session asked. */
      enrolled: readingOf(z.number().int().nonnegative()),
    }),
  ),
});
export type BiometricSensorFacts = z.infer<typeof BiometricSensorFacts>;
