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
  /** False when the system may hide sensors, so that a short list is no proof. Absent = the list is whole. */
  complete: z.boolean().optional(),
  /** macOS: the system says that Touch ID can be asked now (present, enrolled, not locked out, lid open). Only the window can ask. */
  usableNow: readingOf(z.boolean()).optional(),
  /** Windows and macOS: the company or the person allows biometrics here, and who decided. */
  allowed: readingOf(
    openObject({ value: z.boolean(), by: z.enum(['default', 'policy', 'local', 'unknown']) }),
  ).optional(),
  /** Windows: Enhanced Sign-in Security, which keeps sensors apart from ordinary programs. */
  enhancedSignIn: readingOf(z.enum(['on', 'off', 'not-capable'])).optional(),
});
export type BiometricSensorFacts = z.infer<typeof BiometricSensorFacts>;
