import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/cli/doubles/sample-report.ts';
import { type EnrollResponse, ProofClaims } from '../contract/http.ts';
import { DeviceReport } from '../contract/report.ts';
import { systemClock } from '../platform/clock.ts';
import { type CollectorClient, createCollectorClient } from './collector-client.ts';
import { type InstallationKey, loadInstallationKey } from './installation-key.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { type SendOptions, sendOutbox } from './send-outbox.ts';
import { openSequence } from './sequence.ts';

type Received = { path: string; claims: ProofClaims; report: DeviceReport | null };
type Reply = (response: ServerResponse, request: Received) => void;

let folder: string;
let server: Server;
let received: Received[];
let replies: Reply[];
let key: InstallationKey;
let outbox: Outbox;

const problem =
  (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(JSON.stringify({ code, title: code, status }));
  };
const accept: Reply = (response, { report }) => {
  response.writeHead(202, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      reportId: report?.reportId,
      outcome: 'stored',
      receivedAt: '2026-11-20T08:00:00.000Z',
      state: 'unknown',
    }),
  );
};

async function receive(request: IncomingMessage): Promise<Received> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const verified = await compactVerify(
    String(request.headers['keyready-proof']),
    await importJWK(key.publicKey, 'ES256'),
  );
  const claims = ProofClaims.parse(JSON.parse(new TextDecoder().decode(verified.payload)));
  expect(claims.bodySha256).toBe(createHash('sha256').update(body).digest('base64url'));
  const parsed = DeviceReport.safeParse(JSON.parse(gunzipSync(body).toString()));
  return { path: request.url ?? '', claims, report: parsed.success ? parsed.data : null };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-send-'));
  ({ key } = await loadInstallationKey(join(folder, 'key.pem')));
  outbox = openOutbox(join(folder, 'outbox'), systemClock);
  received = [];
  replies = [];
  server = createServer((request, response) => {
    receive(request).then(
      (seen) => {
        received.push(seen);
        (replies.shift() ?? accept)(response, seen);
      },
      (error: unknown) => {
        response.writeHead(500).end(String(error));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const baseUrl = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
function client(options: { timeLimitMs?: number; now?: () => Date; url?: URL } = {}): CollectorClient {
  const { now = systemClock.now, url = baseUrl(), ...rest } = options;
  const clock = { ...systemClock, now };
  return createCollectorClient({
    url,
    key,
    clock,
    sequence: openSequence(join(folder, 'seq.json'), systemClock),
    ...rest,
  });
}
const send = (options: Partial<SendOptions> = {}) =>
  sendOutbox({ outbox, client: client(), onAccepted: async () => {}, baseDelayMs: 1, ...options });

describe('sending the outbox', () => {
  it('sends all waiting reports, each once, with a fresh proof and a growing number', async () => {
    const reports = [sampleReport(), sampleReport(), sampleReport()];
    for (const report of reports) await outbox.add(report);
    const accepted: string[] = [];
    const outcome = await send({
      onAccepted: async (report) => {
        accepted.push(report.reportId);
      },
    });
    expect(outcome).toEqual({ kind: 'done', sent: 3, setAside: 0 });
    expect(accepted).toEqual(reports.map((report) => report.reportId));
    expect(received.map(({ report }) => report)).toEqual(reports);
    const { claims } = received[0] as Received;
    expect(claims).toMatchObject({ aud: baseUrl().origin, htm: 'POST', htu: '/v1/reports' });
    expect(new Set(received.map((one) => one.claims.jti)).size).toBe(3);
    const seqs = received.map((one) => one.claims.seq);
    expect([...seqs].sort((a, b) => a - b)).toEqual(seqs);
    expect(await outbox.counts()).toEqual({ waiting: 0, setAside: 0, dropped: 0 });
  });

  it('retries passing trouble and obeys a short Retry-After', async () => {
    await outbox.add(sampleReport());
    replies = [
      problem(503, 'collector.database-unreachable', { 'retry-after': '1' }),
      problem(500, 'collector.internal'),
    ];
    const started = performance.now();
    expect(await send()).toMatchObject({ kind: 'done', sent: 1 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(received).toHaveLength(3);
  });

  it('hands a long Retry-After back instead of waiting, and keeps the report', async () => {
    await outbox.add(sampleReport());
    replies = [problem(429, 'ingest.too-many-requests', { 'retry-after': '120' })];
    const outcome = await send();
    expect(outcome).toMatchObject({
      kind: 'later',
      retryAfterMs: 120_000,
      problem: { code: 'upload.retry-later' },
    });
    expect(received).toHaveLength(1);
    expect((await outbox.counts()).waiting).toBe(1);
  });

  it('understands Retry-After as a date', async () => {
    await outbox.add(sampleReport());
    const at = new Date(Date.now() + 90_000).toUTCString();
    replies = [problem(503, 'collector.disk-full', { 'retry-after': at })];
    const outcome = await send();
    if (outcome.kind !== 'later') throw new Error(outcome.kind);
    expect(outcome.retryAfterMs).toBeGreaterThan(85_000);
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(91_000);
  });

  it('gives up after its attempts and says why', async () => {
    await outbox.add(sampleReport());
    replies = Array.from({ length: 9 }, () => problem(500, 'collector.internal'));
    expect(await send({ attempts: 3 })).toMatchObject({
      kind: 'later',
      problem: { code: 'upload.retry-later' },
    });
    expect(received).toHaveLength(3);
  });

  it('waits a random part of a doubling limit', async () => {
    await outbox.add(sampleReport());
    replies = [problem(500, 'collector.internal'), problem(500, 'collector.internal')];
    const started = performance.now();
    await send({ baseDelayMs: 100, random: () => 0.9 });
    const tookMs = performance.now() - started;
    expect(tookMs).toBeGreaterThanOrEqual(265);
    expect(tookMs).toBeLessThan(2_000);
  });

  it('corrects a clock that is off by the time of the collector, once', async () => {
    await outbox.add(sampleReport());
    await outbox.add(sampleReport());
    const hourMs = 3600_000;
    replies = [problem(401, 'ingest.proof-expired')];
    const outcome = await send({ client: client({ now: () => new Date(Date.now() - hourMs) }) });
    expect(outcome).toMatchObject({ kind: 'done', sent: 2 });
    const ages = received.map(({ claims }) => Math.abs(claims.iat * 1000 - Date.now()));
    expect(ages[0]).toBeGreaterThan(hourMs - 5_000);
    expect(ages[1]).toBeLessThan(5_000);
    expect(ages[2]).toBeLessThan(5_000);
    expect(received).toHaveLength(3);
  });

  it('does not correct the clock for ever', async () => {
    await outbox.add(sampleReport());
    replies = Array.from({ length: 5 }, () => problem(401, 'ingest.proof-expired'));
    expect(await send()).toMatchObject({ kind: 'refused', code: 'ingest.proof-expired' });
    expect(received).toHaveLength(2);
    expect((await outbox.counts()).waiting).toBe(1);
  });

  it('sets a report aside that the collector condemns, and sends the next', async () => {
    await outbox.add(sampleReport());
    const good = sampleReport();
    await outbox.add(good);
    replies = [problem(422, 'ingest.schema')];
    expect(await send()).toEqual({ kind: 'done', sent: 1, setAside: 1 });
    expect(received[1]?.report?.reportId).toBe(good.reportId);
    expect(await outbox.counts()).toEqual({ waiting: 0, setAside: 1, dropped: 0 });
  });

  it('does not let a report that the collector fails at hold up the next, and keeps it waiting', async () => {
    const [bad, good] = [sampleReport(), sampleReport()];
    await outbox.add(bad);
    await outbox.add(good);
    replies = [problem(500, 'collector.internal'), accept];
    expect(await send({ attempts: 1 })).toMatchObject({
      kind: 'later',
      sent: 1,
      setAside: 0,
      problem: { code: 'upload.retry-later' },
    });
    expect(received[1]?.report?.reportId).toBe(good.reportId);
    expect((await outbox.oldest())?.report.reportId).toBe(bad.reportId);
  });

  it('gives up for now on a collector that fails at every report', async () => {
    for (let made = 0; made < 5; made += 1) await outbox.add(sampleReport());
    replies = Array.from({ length: 5 }, () => problem(500, 'collector.internal'));
    expect(await send({ attempts: 1 })).toMatchObject({ kind: 'later', sent: 0 });
    expect(received).toHaveLength(3);
    expect((await outbox.counts()).waiting).toBe(5);
  });

  it('does not let a report of a key that was lost hold up those of the new key', async () => {
    const [old, good] = [sampleReport(), sampleReport()];
    await outbox.add(old);
    await outbox.add(good);
    replies = [problem(403, 'ingest.foreign-device')];
    expect(await send()).toEqual({ kind: 'done', sent: 1, setAside: 1 });
    expect(received[1]?.report?.reportId).toBe(good.reportId);
  });

  it('stops and keeps everything when the collector refuses this installation', async () => {
    await outbox.add(sampleReport());
    await outbox.add(sampleReport());
    replies = [problem(403, 'ingest.key-revoked')];
    expect(await send()).toMatchObject({
      kind: 'refused',
      code: 'ingest.key-revoked',
      problem: { code: 'upload.rejected' },
    });
    expect(received).toHaveLength(1);
    expect((await outbox.counts()).waiting).toBe(2);
  });

  it.each<[string, Reply]>([
    ['a sign-in page of the network', (response) => response.writeHead(200).end('<html>Welcome</html>')],
    ['a refusal page of a proxy', (response) => response.writeHead(403).end('<html>blocked</html>')],
    ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a receipt of another shape', (response) => response.writeHead(202).end('{"reportId":"no"}')],
    [
      'a receipt for another report',
      (response, seen) => accept(response, { ...seen, report: sampleReport() }),
    ],
    ['an endless answer', (response) => response.writeHead(200).end('x'.repeat(1_000_000))],
  ])('does not take %s for the word of the collector', async (_, reply) => {
    await outbox.add(sampleReport());
    replies = [reply];
    expect(await send({ attempts: 1 })).toMatchObject({
      kind: 'later',
      problem: { code: 'upload.bad-answer' },
    });
    expect((await outbox.counts()).waiting).toBe(1);
  });

  it('bounds the wait for an answer', async () => {
    await outbox.add(sampleReport());
    replies = [() => {}];
    const outcome = await send({ client: client({ timeLimitMs: 150 }), attempts: 1 });
    expect(outcome).toMatchObject({ kind: 'later', problem: { code: 'upload.unreachable' } });
  });

  it('says when nobody listens', async () => {
    await outbox.add(sampleReport());
    const outcome = await send({ client: client({ url: new URL('http://127.0.0.1:1') }), attempts: 1 });
    expect(outcome).toMatchObject({ kind: 'later', problem: { code: 'upload.unreachable' } });
  });

  it('stops when told, and keeps the report', async () => {
    await outbox.add(sampleReport());
    const stop = new AbortController();
    replies = [() => stop.abort(new Error('enough'))];
    await expect(send({ stop: stop.signal })).rejects.toThrow('enough');
    expect((await outbox.counts()).waiting).toBe(1);
  });

  it('does not send a report beyond the size limit', async () => {
    const noise = Array.from({ length: 60_000 }, () => Math.random().toString(36)).join('');
    await outbox.add({ ...sampleReport(), noise } as DeviceReport);
    expect(await send()).toEqual({ kind: 'done', sent: 0, setAside: 1 });
    expect(received).toHaveLength(0);
  });
});

describe('enrolment', () => {
  const request = () => ({
    code: 'code-1234',
    publicKey: key.publicKey,
    device: { name: 'LAPTOP-42', platform: 'linux' as const },
  });

  it('gives the answer of the collector', async () => {
    const answer: EnrollResponse = {
      deviceId: key.thumbprint,
      assurance: 'enrolment-code',
      enrolledAt: '2026-11-20T08:00:00.000Z',
    };
    replies = [(response) => response.writeHead(200).end(JSON.stringify(answer))];
    expect(await client().enroll(request())).toEqual({ kind: 'accepted', value: answer });
    expect(received[0]?.path).toBe('/v1/enroll');
  });

  it('does not take a name for this device that no report may carry', async () => {
    const answer = { deviceId: 'x', assurance: 'enrolment-code', enrolledAt: '2026-11-20T08:00:00.000Z' };
    replies = [(response) => response.writeHead(200).end(JSON.stringify(answer))];
    expect(await client().enroll(request())).toMatchObject({
      kind: 'retry',
      problem: { code: 'upload.bad-answer' },
    });
  });

  it('tells a wrong code from passing trouble', async () => {
    replies = [problem(403, 'enroll.bad-code'), problem(503, 'collector.database-unreachable')];
    expect(await client().enroll(request())).toMatchObject({ kind: 'rejected', code: 'enroll.bad-code' });
    expect(await client().enroll(request())).toMatchObject({ kind: 'retry' });
  });
});
