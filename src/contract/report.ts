import { z } from 'zod';
import { ScanContext } from './observation.ts';
import { openObject } from './open-object.ts';
import { PlatformName } from './platform-name.ts';
import { Signals } from './signals.ts';

/** Version of the report's shape. A reader accepts its own and any higher minor additions (fields it keeps unread). */
export const REPORT_SCHEMA_VERSION = 1;

/**
 * What one scan in one context saw. `completeness` tells a full answer from a scan that lost signals to time, crash or
 * cancellation, so that fewer signals are never mistaken for a smaller machine.
 */
export const PartialReport = openObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  scanId: z.uuid(),
  context: ScanContext,
  platform: PlatformName,
  agentVersion: z.string(),
  startedAt: z.iso.datetime(),
  tookMs: z.number().nonnegative(),
  completeness: z.enum(['complete', 'partial', 'cancelled']),
  /** Name of the capture this came from; absent on a live scan. A replayed report is never uploaded. */
  replayOf: z.string().optional(),
  signals: Signals,
});
export type PartialReport = z.infer<typeof PartialReport>;

/** The merged view of one device: for each signal the best answer of any context. */
export const DeviceReport = openObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  /** Idempotency key: the same id is stored once however often it is sent. */
  reportId: z.uuid(),
  device: openObject({
    /** Thumbprint (RFC 7638, base64url) of the installation's key until the device proves an Entra device id. */
    id: z.string().min(8).max(100),
    /** Host name, so that IT can find the device. */
    name: z.string().min(1).max(255),
    platform: PlatformName,
  }),
  agentVersion: z.string().max(40),
  createdAt: z.iso.datetime(),
  contexts: z.array(ScanContext).min(1),
  completeness: z.enum(['complete', 'partial', 'cancelled']),
  signals: Signals,
});
export type DeviceReport = z.infer<typeof DeviceReport>;
