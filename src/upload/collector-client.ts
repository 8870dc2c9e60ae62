import { gzipSync } from 'node:zlib';
import type { z } from 'zod';
import {
  EnrollRequest,
  EnrollResponse,
  MAX_REPORT_GZIP_BYTES,
  PROOF_CLOCK_TOLERANCE_S,
  PROOF_HEADER,
  ReportReceipt,
} from '../contract/http.ts';
import { Problem, ProblemError } from '../contract/problem.ts';
import type { DeviceReport } from '../contract/report.ts';
import type { Clock } from '../platform/clock.ts';
import { parseJson } from '../platform/state-file.ts';
import type { InstallationKey } from './installation-key.ts';
import { readLimitedText } from './read-limited-text.ts';
import { readRetryAfter } from './retry-after.ts';
import type { Sequence } from './sequence.ts';
import { signProof } from './sign-proof.ts';

/** What a request to the collector came to. */
export type Answer<Value> =
  | { kind: 'accepted'; value: Value }
  /** Passing trouble; `afterMs` is what the collector asked for, null when it asked for nothing; `code` is its problem code if it gave one. */
  | { kind: 'retry'; problem: ProblemError; afterMs: number | null; code?: string }
  /** The collector holds our clock for wrong; `offsetMs` is what to add to it. */
  | { kind: 'clock-skew'; problem: ProblemError; offsetMs: number }
  /** The collector's last word on this request; `code` is its problem code. */
  | { kind: 'rejected'; problem: ProblemError; code: string };

export type CollectorClient = {
  enroll(request: EnrollRequest, stop?: AbortSignal): Promise<Answer<EnrollResponse>>;
  sendReport(report: DeviceReport, stop?: AbortSignal): Promise<Answer<ReportReceipt>>;
};

export type CollectorClientOptions = {
  /** Checked by `checkCollectorUrl`. */
  url: URL;
  key: InstallationKey;
  sequence: Sequence;
  clock: Clock;
  /** For one request from start to last byte, milliseconds. */
  timeLimitMs?: number;
};

const maxAnswerBytes = 64 * 1024;

/**
 * Speaks to one collector. A clock that is off is corrected by the collector's own time, once for each request; the
 * correction is kept for the requests that follow. Throws only the reason of `stop`, state problems of the sequence, and defects.
 */
export function createCollectorClient(options: CollectorClientOptions): CollectorClient {
  const { url, key, sequence, clock, timeLimitMs = 20_000 } = options;
  let offsetMs = 0;

  async function post<Schema extends z.ZodType>(
    target: { path: string; answer: Schema; introduce: boolean },
    body: unknown,
    stop: AbortSignal | undefined,
  ): Promise<Answer<z.infer<Schema>>> {
    const bytes = gzipSync(JSON.stringify(body));
    if (bytes.byteLength > MAX_REPORT_GZIP_BYTES) return tooLarge(bytes.byteLength);
    const first = await attempt(target, bytes, stop);
    if (first.kind !== 'clock-skew') return first;
    offsetMs = first.offsetMs;
    return attempt(target, bytes, stop);
  }

  async function attempt<Schema extends z.ZodType>(
    target: { path: string; answer: Schema; introduce: boolean },
    body: Uint8Array<ArrayBuffer>,
    stop: AbortSignal | undefined,
  ): Promise<Answer<z.infer<Schema>>> {
    const address = new URL(`${url.pathname.replace(/\/$/, '')}${target.path}`, url);
    const proof = await signProof(
      key,
      {
        audience: address.origin,
        method: 'POST',
        path: address.pathname,
        body,
        seq: await sequence.next(),
        now: new Date(clock.now().getTime() + offsetMs),
      },
      target.introduce,
    );
    const limit = AbortSignal.timeout(timeLimitMs);
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          accept: 'application/json, application/problem+json',
          [PROOF_HEADER]: proof,
        },
        // A redirect would carry the proof to an address it was not made for.
        redirect: 'manual',
        signal: stop ? AbortSignal.any([limit, stop]) : limit,
      });
      return understand(
        response,
        await readLimitedText(response, maxAnswerBytes),
        target.answer,
        clock.now(),
      );
    } catch (error) {
      stop?.throwIfAborted();
      return {
        kind: 'retry',
        problem: unreachable(address, limit.aborted, timeLimitMs, error),
        afterMs: null,
      };
    }
  }

  return {
    enroll: (request, stop) =>
      post(
        { path: '/v1/enroll', answer: EnrollResponse, introduce: true },
        EnrollRequest.parse(request),
        stop,
      ),
    async sendReport(report, stop) {
      const answer = await post(
        { path: '/v1/reports', answer: ReportReceipt, introduce: false },
        report,
        stop,
      );
      // A receipt for something else (a cache on the way) is none for this report.
      if (answer.kind === 'accepted' && answer.value.reportId !== report.reportId)
        return { kind: 'retry', problem: strange('gave a receipt for another report'), afterMs: null };
      return answer;
    },
  };
}

/** Judges one answer. Only a problem in Keyready's own shape is permanent: a proxy's error page is not the collector's word. */
function understand<Schema extends z.ZodType>(
  response: Response,
  text: string | null,
  schema: Schema,
  now: Date,
): Answer<z.infer<Schema>> {
  const serverTime = readDate(response.headers.get('date'));
  const afterMs = readRetryAfter(response.headers.get('retry-after'), serverTime ?? now);
  const body = text === null ? undefined : parseJson(text);
  if (response.ok) {
    const checked = schema.safeParse(body);
    if (checked.success) return { kind: 'accepted', value: checked.data };
    return {
      kind: 'retry',
      problem: strange(`answered ${response.status} with something else than agreed`),
      afterMs,
    };
  }
  const said = Problem.safeParse(body);
  const { status } = response;
  if (!said.success && status < 500 && status !== 429)
    return { kind: 'retry', problem: strange(`answered ${status} without a reason code`), afterMs };
  const words = said.success
    ? `${said.data.detail ?? said.data.title} (${said.data.code})`
    : `the collector answered ${status}`;
  if (status >= 500 || status === 429 || status === 408 || status === 425)
    return {
      kind: 'retry',
      problem: new ProblemError('upload.retry-later', words),
      afterMs,
      ...(said.success ? { code: said.data.code } : {}),
    };
  const code = said.success ? said.data.code : 'upload.rejected';
  const problem = new ProblemError(
    'upload.rejected',
    words,
    said.data?.where ? { where: said.data.where } : {},
  );
  if (status === 401 && serverTime !== null) {
    const offsetMs = serverTime.getTime() - now.getTime();
    if (code === 'ingest.proof-expired' || Math.abs(offsetMs) > PROOF_CLOCK_TOLERANCE_S * 1000)
      return { kind: 'clock-skew', problem, offsetMs };
  }
  return { kind: 'rejected', problem, code };
}

function strange(what: string): ProblemError {
  return new ProblemError('upload.bad-answer', `the address ${what}; is it a Keyready collector?`);
}

function unreachable(address: URL, timedOut: boolean, timeLimitMs: number, error: unknown): ProblemError {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  const why = timedOut ? `no answer within ${timeLimitMs / 1000} s` : (code ?? 'the connection failed');
  return new ProblemError('upload.unreachable', `${address.origin}: ${why}`, { cause: error });
}

function tooLarge(sizeBytes: number): Answer<never> {
  const words = `the report is ${sizeBytes} bytes compressed, the limit is ${MAX_REPORT_GZIP_BYTES} (ingest.too-large)`;
  return { kind: 'rejected', problem: new ProblemError('upload.rejected', words), code: 'ingest.too-large' };
}

function readDate(header: string | null): Date | null {
  const at = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(at) ? null : new Date(at);
}
