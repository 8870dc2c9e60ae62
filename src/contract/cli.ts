import { z } from 'zod';
import { CatalogueKind, SignInClass } from './catalogue.ts';
import { CatalogueId } from './catalogue-id.ts';
import { ExplainedVerdict } from './explained.ts';
import { Sureness } from './hello-errors.ts';
import { EnrollResponse } from './http.ts';
import { openObject } from './open-object.ts';
import { ExplainedDependency, PasswordDependencies } from './password-dependencies.ts';
import { PlatformName } from './platform-name.ts';
import { Problem } from './problem.ts';
import { DeviceReport, PartialReport } from './report.ts';
import { SignalId } from './signals.ts';
import { UploadStatus } from './status.ts';
import { Owner, Verdict } from './verdict.ts';

/**
 * `keyready scan --json`. `report` is the merged report of this device, or the replayed partial report (it then has `replayOf`).
 * `verdict` judges exactly that report.
 */
export const ScanOutput = openObject({
  report: z.union([DeviceReport, PartialReport]),
  verdict: Verdict,
  explained: ExplainedVerdict,
});
export type ScanOutput = z.infer<typeof ScanOutput>;

/** `keyready explain CODE --json` */
export const ExplainOutput = z.discriminatedUnion('kind', [
  openObject({
    kind: z.literal('reason'),
    code: z.string(),
    title: z.string(),
    plain: z.string(),
    detail: z.string().nullable(),
    action: z.string().nullable(),
    owner: Owner.nullable(),
    minutes: z.number().nullable(),
    /** Steps for the operating system asked about. */
    steps: z.array(z.string()),
    link: z.string().nullable(),
    source: z.string().nullable(),
  }),
  openObject({
    kind: z.literal('problem'),
    code: z.string(),
    title: z.string(),
    means: z.string(),
    todo: z.string(),
  }),
  openObject({
    kind: z.literal('windows-error'),
    /** As it is kept here, `0x801c044d`, however it was written. */
    code: z.string(),
    /** Symbolic name, where one is published. */
    name: z.string().nullable(),
    title: z.string(),
    means: z.string(),
    todo: z.array(z.string()).min(1),
    owner: Owner,
    sure: Sureness,
    sources: z.array(z.url()).min(1),
  }),
]);
export type ExplainOutput = z.infer<typeof ExplainOutput>;

/** All about one entry of the catalogue: `keyready apps --why ID` */
export const AppsWhy = openObject({
  entry: CatalogueId,
  name: z.string(),
  vendor: z.string(),
  kind: CatalogueKind,
  class: SignInClass,
  passkeySince: z.string().nullable(),
  serverSetting: z.string().nullable(),
  note: z.string().nullable(),
  /** What versions and settings would say, in words, whether they were met or not. */
  limits: z.array(z.string()),
  remediation: z.string(),
  sources: z.array(z.string()),
  confidence: z.enum(['high', 'medium', 'low']),
});
export type AppsWhy = z.infer<typeof AppsWhy>;

/** `keyready apps --json`; with `--why` of that one entry alone. */
export const AppsOutput = openObject({
  at: z.iso.datetime(),
  platform: PlatformName,
  replayOf: z.string().optional(),
  /** As judged, worst first. */
  dependencies: PasswordDependencies,
  /** The same in words, in the same order. */
  explained: z.array(ExplainedDependency),
  /** Why there may be more, in sentences. */
  notes: z.array(z.string()),
  why: AppsWhy.optional(),
});
export type AppsOutput = z.infer<typeof AppsOutput>;

/** `keyready capture DIR --json` */
export const CaptureOutput = openObject({
  dir: z.string(),
  signals: z.array(
    openObject({ signal: SignalId, exchanges: z.number().int().nonnegative(), kind: z.string() }),
  ),
});
export type CaptureOutput = z.infer<typeof CaptureOutput>;

/** `keyready enroll --json` */
export const EnrollOutput = EnrollResponse;
export type EnrollOutput = z.infer<typeof EnrollOutput>;

/** `keyready upload --json` */
export const UploadOutput = z.discriminatedUnion('kind', [
  openObject({ kind: z.literal('sent'), count: z.number().int().positive() }),
  openObject({ kind: z.literal('nothing-to-send') }),
  openObject({ kind: z.literal('later'), problem: Problem, retryAfterMs: z.number().nullable() }),
  openObject({ kind: z.literal('refused'), problem: Problem }),
]);
export type UploadOutput = z.infer<typeof UploadOutput>;

/** `keyready status --json` */
export const StatusOutput = openObject({
  upload: UploadStatus,
  /** The last live scan as today's policy judges it; null before the first. */
  lastScan: openObject({ at: z.iso.datetime(), explained: ExplainedVerdict }).nullable(),
  /** The exact report the collector last accepted: everything that left the device. Null before the first. */
  lastSent: DeviceReport.nullable(),
  /** What was imported of the FIDO Metadata Service for this account; null = nothing. */
  metadata: openObject({
    no: z.number().int(),
    importedAt: z.iso.datetime(),
    nextUpdate: z.iso.date(),
    stale: z.boolean(),
  }).nullable(),
});
export type StatusOutput = z.infer<typeof StatusOutput>;

/** `keyready collector --json`: one line when it listens. The link and the code let people in: they are not for logs. */
export const CollectorOutput = openObject({
  url: z.url(),
  signInLink: z.url(),
  enrolment: openObject({
    code: z.string(),
    uses: z.number().int().positive(),
    validUntil: z.iso.datetime(),
  }),
});
export type CollectorOutput = z.infer<typeof CollectorOutput>;
