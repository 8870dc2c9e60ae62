import { z } from 'zod';
import { ScanContext } from './observation.ts';
import { openObject } from './open-object.ts';
import { PlatformName } from './platform-name.ts';

export const CAPTURE_SCHEMA_VERSION = 1;

/** `capture.json` at the top of a capture folder. */
export const CaptureManifest = openObject({
  captureVersion: z.literal(CAPTURE_SCHEMA_VERSION),
  platform: PlatformName,
  agentVersion: z.string(),
  capturedAt: z.iso.datetime(),
  /** Who looked; a replay looks as the same. Absent in captures of agents before 0.2. */
  context: ScanContext.optional(),
  /** What this machine is, in words, for whoever opens the folder. */
  title: z.string(),
  /** For a reconstructed capture: where each structure is documented. */
  sources: z.array(z.string()).optional(),
});
export type CaptureManifest = z.infer<typeof CaptureManifest>;

/** One question a probe put to the machine and the answer it got, after redaction. */
export const Exchange = openObject({
  port: z.string(),
  call: z.string(),
  args: z.array(z.unknown()),
  outcome: z.discriminatedUnion('ok', [
    openObject({ ok: z.literal(true), value: z.unknown() }),
    openObject({ ok: z.literal(false), problem: z.string(), detail: z.string().optional() }),
  ]),
});
export type Exchange = z.infer<typeof Exchange>;

/** `<signal>.json` in a capture folder: all exchanges of that signal's probe, in order. */
export const SignalCapture = openObject({ signal: z.string(), exchanges: z.array(Exchange) });
export type SignalCapture = z.infer<typeof SignalCapture>;
