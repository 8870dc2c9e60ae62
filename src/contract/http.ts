import { z } from 'zod';
import { ExplainedVerdict } from './explained.ts';
import { openObject } from './open-object.ts';
import { PlatformName } from './platform-name.ts';
import { DeviceReport } from './report.ts';
import { PasskeyKind, Verdict, VerdictState } from './verdict.ts';

/** Upload limits, bytes. A typical report is well under 32 KB gzipped (docs/architecture.md, budgets). */
export const MAX_REPORT_GZIP_BYTES = 256 * 1024;
export const MAX_REPORT_JSON_BYTES = 4 * 1024 * 1024;
/** How far a proof's clock may be from the collector's, and how long a proof lives, seconds. */
export const PROOF_CLOCK_TOLERANCE_S = 300;
export const PROOF_LIFETIME_S = 120;
/** Header that carries the proof, and its JWS `typ`. */
export const PROOF_HEADER = 'keyready-proof';
export const PROOF_TYPE = 'keyready-proof+jwt';

/** Public half of an installation key. */
export const PublicKeyJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKeyJwk = z.infer<typeof PublicKeyJwk>;

/**
 * Claims of the ES256 proof sent with each signed request, so that a captured request can be neither altered nor
 * replayed: audience, method, path and body hash bind it to one request; `jti` may be used once; `seq` only grows.
 */
export const ProofClaims = openObject({
  aud: z.string(),
  iat: z.number().int(),
  exp: z.number().int(),
  jti: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  htm: z.enum(['GET', 'POST']),
  /** Path with query, as sent. */
  htu: z.string(),
  /** SHA-256 of the bytes on the wire (after gzip), base64url. */
  bodySha256: z.string(),
  seq: z.number().int().nonnegative(),
});
export type ProofClaims = z.infer<typeof ProofClaims>;

/** POST /v1/enroll. Carries a proof signed by the new key (its JWK in the JWS header) to show possession. */
export const EnrollRequest = openObject({
  code: z.string().min(4).max(64),
  publicKey: PublicKeyJwk,
  device: openObject({ name: z.string().min(1).max(255), platform: PlatformName }),
});
export type EnrollRequest = z.infer<typeof EnrollRequest>;
export const EnrollResponse = openObject({
  /** As a report must name it, or nothing this device sends could ever be read. */
  deviceId: z.string().min(8).max(100),
  /** How the installation proved itself: `enrolment-code` today. */
  assurance: z.string(),
  enrolledAt: z.iso.datetime(),
});
export type EnrollResponse = z.infer<typeof EnrollResponse>;

/** POST /v1/reports. 202 when stored now, 200 when this report id was stored before. */
export const ReportReceipt = openObject({
  reportId: z.uuid(),
  outcome: z.enum(['stored', 'already-stored']),
  receivedAt: z.iso.datetime(),
  state: VerdictState,
});
export type ReportReceipt = z.infer<typeof ReportReceipt>;

const StateCounts = z.record(VerdictState, z.number().int().nonnegative());

/** GET /v1/fleet/summary */
export const FleetSummary = openObject({
  devices: z.number().int().nonnegative(),
  /** Devices heard of within `policy.staleAfterDays`. */
  fresh: z.number().int().nonnegative(),
  staleAfterDays: z.number().int().positive(),
  states: StateCounts,
  kinds: z.record(PasskeyKind, StateCounts),
  platforms: z.record(PlatformName, z.number().int().nonnegative()),
  /** What stops most devices: blocking, unknown and action findings, and warnings about what still needs a password, by number of devices. */
  blockers: z.array(
    openObject({
      code: z.string(),
      title: z.string(),
      owner: z.string().nullable(),
      severity: z.enum(['block', 'unknown', 'action', 'warn']),
      devices: z.number().int().nonnegative(),
      /** Kinds it appears under. */
      kinds: z.array(PasskeyKind),
    }),
  ),
  dates: z.array(openObject({ id: z.string(), date: z.iso.date(), what: z.string(), source: z.string() })),
  policyVersion: z.string(),
  /** Devices whose stored verdict was reached under another policy version and waits to be judged again. */
  awaitingJudgement: z.number().int().nonnegative().optional(),
  /** True when every device is sample data (`npm run demo`). */
  sampleData: z.boolean(),
  at: z.iso.datetime(),
});
export type FleetSummary = z.infer<typeof FleetSummary>;

export const deviceSortFields = ['name', 'state', 'platform', 'lastSeen'] as const;

/** Text that is compared with what is stored; PostgreSQL holds no NUL (https://www.postgresql.org/docs/current/datatype-character.html). */
export function searchedText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes('\0'), 'may not contain NUL');
}

/** GET /v1/fleet/devices query string. Keyset paging: pass the answer's `next` as `after`. */
export const DevicesQuery = z.strictObject({
  state: VerdictState.optional(),
  platform: PlatformName.optional(),
  kind: PasskeyKind.optional(),
  /** With `kind`: the state of that kind. */
  kindState: VerdictState.optional(),
  /** Reason code that must appear among the findings. */
  reason: searchedText(64).optional(),
  /** With `reason`: only where it has this severity. The same code may block one device and be a step for another. */
  severity: z.enum(['block', 'unknown', 'action', 'warn']).optional(),
  /** Case-insensitive part of the device name. */
  search: searchedText(100).optional(),
  sort: z.enum(deviceSortFields).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** Room for a cursor that stands at the longest name there may be. */
  after: z.string().max(4000).optional(),
});
export type DevicesQuery = z.infer<typeof DevicesQuery>;

export const DeviceRow = openObject({
  id: z.string(),
  name: z.string(),
  platform: PlatformName,
  osName: z.string().nullable(),
  state: VerdictState,
  kinds: z.record(PasskeyKind, VerdictState),
  /** Codes of block, unknown and action findings, most severe first. */
  reasons: z.array(z.string()),
  lastSeen: z.iso.datetime(),
  completeness: z.enum(['complete', 'partial', 'cancelled']),
  sample: z.boolean(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;
export const DevicesPage = openObject({
  devices: z.array(DeviceRow),
  /** Cursor of the next page; null at the end. */
  next: z.string().nullable(),
  /** Devices that match the filter in all. */
  total: z.number().int().nonnegative(),
});
export type DevicesPage = z.infer<typeof DevicesPage>;

/** GET /v1/fleet/devices/:id */
export const DeviceDetail = openObject({
  row: DeviceRow,
  /** Judged again with today's policy. */
  verdict: ExplainedVerdict,
  /** The verdict in the store, when it was reached under another policy version than `verdict`. */
  storedVerdict: Verdict.optional(),
  report: DeviceReport,
  assurance: z.string(),
  enrolledAt: z.iso.datetime().nullable(),
  reportsReceived: z.number().int().nonnegative(),
});
export type DeviceDetail = z.infer<typeof DeviceDetail>;

/** GET /v1/session: who is signed in to the fleet view. */
export const FleetSession = openObject({ user: z.string(), how: z.string(), expiresAt: z.iso.datetime() });
export type FleetSession = z.infer<typeof FleetSession>;
/** POST /v1/session: exchange a one-time sign-in token for a session cookie. */
export const SignInRequest = z.strictObject({ token: z.string().min(20).max(200) });
export type SignInRequest = z.infer<typeof SignInRequest>;

/** GET /healthz */
export const Health = openObject({
  status: z.enum(['ok', 'degraded']),
  database: z.enum(['ok', 'unreachable']),
  version: z.string(),
});
export type Health = z.infer<typeof Health>;
