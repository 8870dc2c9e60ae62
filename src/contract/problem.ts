import { z } from 'zod';
import { openObject } from './open-object.ts';

/** Every problem code Keyready can give. Stable API; words in policy/problems.en.yaml; status where it travels over HTTP. */
export const problemCatalogue = {
  'cli.usage': {},
  'cli.unknown-code': {},
  'cli.internal': {},
  'capture.not-a-capture': {},
  'capture.unsupported-version': {},
  'capture.folder-not-empty': {},
  'capture.not-writable': {},
  'policy.unreadable': {},
  'policy.invalid': {},
  'tenant.unreadable': {},
  'tenant.too-large': {},
  'tenant.invalid': {},
  'mds.unreadable': {},
  'mds.too-large': {},
  'mds.malformed': {},
  'mds.bad-algorithm': {},
  'mds.untrusted': {},
  'mds.certificate-expired': {},
  'mds.bad-signature': {},
  'mds.no-legal-header': {},
  'mds.rolled-back': {},
  'bundle.too-large': {},
  'bundle.malformed': {},
  'bundle.unknown-key': {},
  'bundle.bad-signature': {},
  'bundle.schema': {},
  'bundle.not-yet-valid': {},
  'bundle.expired': {},
  'bundle.rolled-back': {},
  'state.not-writable': {},
  'state.disk-full': {},
  'state.corrupt': {},
  'scan.cancelled': {},
  'scan.needs-elevation': {},
  'scan.not-published': {},
  'scan.device-result-refused': {},
  'upload.not-enrolled': {},
  'upload.unreachable': {},
  'upload.rejected': {},
  'upload.retry-later': {},
  'upload.bad-answer': {},
  'upload.insecure-url': {},
  'enroll.bad-code': { status: 403 },
  'enroll.code-used-up': { status: 403 },
  'enroll.bad-proof': { status: 401 },
  'ingest.malformed-json': { status: 400 },
  'ingest.bad-encoding': { status: 400 },
  'ingest.schema': { status: 422 },
  'ingest.too-large': { status: 413 },
  'ingest.wrong-media-type': { status: 415 },
  'ingest.no-proof': { status: 401 },
  'ingest.bad-signature': { status: 401 },
  'ingest.unknown-key': { status: 401 },
  'ingest.key-revoked': { status: 403 },
  'ingest.proof-expired': { status: 401 },
  'ingest.replayed': { status: 409 },
  'ingest.body-mismatch': { status: 401 },
  'ingest.foreign-device': { status: 403 },
  'ingest.too-many-requests': { status: 429 },
  'ingest.schema-too-new': { status: 422 },
  'access.sign-in-needed': { status: 401 },
  'access.bad-sign-in-link': { status: 401 },
  'access.wrong-host': { status: 421 },
  'access.wrong-origin': { status: 403 },
  'access.too-many-tries': { status: 429 },
  'fleet.bad-query': { status: 400 },
  'fleet.no-such-device': { status: 404 },
  'fleet.unreachable': {},
  'fleet.bad-answer': {},
  'fleet.page-failed': {},
  'http.no-such-route': { status: 404 },
  'http.bad-request': { status: 400 },
  'collector.port-in-use': {},
  'collector.data-folder-corrupt': { status: 500 },
  'collector.data-folder-in-use': {},
  'collector.data-folder-not-writable': {},
  'collector.schema-too-new': {},
  'collector.schema-changed': {},
  'collector.database-unreachable': { status: 503 },
  'collector.disk-full': { status: 507 },
  'collector.internal': { status: 500 },
  'ipc.untrusted-sender': {},
  'ipc.bad-message': {},
  'ipc.failed': {},
  'window.broken': {},
  'remedy.no-link': {},
  'remedy.link-refused': {},
  'remedy.could-not-open': {},
} as const satisfies Record<string, { status?: number }>;

export type ProblemCode = keyof typeof problemCatalogue;

/** A problem as it travels: RFC 9457 members plus our stable code, what is wrong where, and what to do. */
export const Problem = openObject({
  code: z.string(),
  title: z.string(),
  status: z.number().int().optional(),
  /** What happened here, with names, never a secret. */
  detail: z.string().optional(),
  /** The field, file or option at fault: `/signals/tpm/facts/present`. */
  where: z.string().optional(),
  /** What to do about it. */
  todo: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The one exception class for expected failures; everything else is a defect and becomes `*.internal`. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly where: string | undefined;
  constructor(code: ProblemCode, detail: string, options: { where?: string; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.where = options.where;
  }
}
