import type { ExplainedVerdict } from '../contract/explained.ts';
import type { EnrollResponse } from '../contract/http.ts';
import type { KeysOutput } from '../contract/keys.ts';
import type { Problem } from '../contract/problem.ts';
import type { DeviceReport, PartialReport } from '../contract/report.ts';
import type { SignalId } from '../contract/signals.ts';
import type { ScanProgress, UploadStatus } from '../contract/status.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { KeyChange } from '../core/keys/key-changes.ts';

export type ScanOptions = {
  /** Only these signals; default all. */
  only?: readonly SignalId[];
  /** `auto` = device when elevated, else user. */
  context?: 'device' | 'user' | 'auto';
  /** Capture folder that stands in for the machine. */
  replayDir?: string;
  /** The company's passkey settings in Entra ID, as Graph gives them. */
  tenantFile?: string;
  /** File or folder of a catalogue of programs in place of the package's. What was seen before was asked by another, so it stays out. */
  catalogue?: string;
  onProgress?: (progress: ScanProgress) => void;
  stop?: AbortSignal;
};

/** One scan, merged with what other contexts last saw, judged and put into words. */
export type ScanResult = {
  partial: PartialReport;
  report: DeviceReport;
  verdict: Verdict;
  explained: ExplainedVerdict;
  /** What went wrong beside the scan itself, e.g. that the result could not be kept. */
  problems: readonly Problem[];
};

export type KeysOptions = Pick<ScanOptions, 'replayDir' | 'tenantFile' | 'onProgress' | 'stop'> & {
  /** Also look at what decides which kinds of keys fit here. */
  orderSheet?: boolean;
};

/** One look at the security keys. */
export type KeysLook = {
  output: KeysOutput;
  /** What went wrong beside the look itself. */
  problems: readonly Problem[];
};

/** A look that differs from the one before. The first has no changes. */
export type KeysEvent = KeysLook & { changes: readonly KeyChange[] };

export type CaptureSummary = {
  dir: string;
  signals: { signal: SignalId; exchanges: number; kind: string }[];
};

/** What sending the spool came to. */
export type UploadOutcome =
  | { kind: 'sent'; count: number }
  | { kind: 'nothing-to-send' }
  | { kind: 'later'; problem: Problem; retryAfterMs: number | null }
  | { kind: 'refused'; problem: Problem };

/** Everything the command line and the window can ask of this installation. */
export interface Agent {
  /**
   * Scans, merges, judges, remembers the result, and spools the report when enrolled (never for a replay or with `only`).
   * With `only`, the other signals are those of the last scan. Throws `scan.cancelled` when stopped: nothing is kept then.
   */
  scan(options?: ScanOptions): Promise<ScanResult>;
  /** The last remembered live scan, judged again with today's policy; null before the first. */
  lastScan(): Promise<ScanResult | null>;
  /** Looks at the security keys attached now. Nothing of it is remembered or sent. Throws as `scan` does. */
  keys(options?: KeysOptions): Promise<KeysLook>;
  /** Looks at once and then at each change, until `stop`. A look that breaks off is an event; the watch goes on. */
  followKeys(
    options: Omit<KeysOptions, 'replayDir' | 'stop'> & { stop: AbortSignal },
  ): AsyncIterable<KeysEvent>;
  capture(dir: string, options?: Pick<ScanOptions, 'only' | 'stop' | 'onProgress'>): Promise<CaptureSummary>;
  enroll(collectorUrl: string, code: string): Promise<EnrollResponse>;
  upload(stop?: AbortSignal): Promise<UploadOutcome>;
  status(): Promise<UploadStatus>;
  /** The exact report last accepted by the collector, so that the person can see what left the device. */
  lastSent(): Promise<DeviceReport | null>;
}
