import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeKey } from '../../src/collector/store/installation-keys.ts';
import { createSignInToken } from '../../src/collector/store/sign-ins.ts';
import {
  MAX_REPORT_GZIP_BYTES,
  MAX_REPORT_JSON_BYTES,
  PROOF_CLOCK_TOLERANCE_S,
} from '../../src/contract/http.ts';
import type { DeviceReport } from '../../src/contract/report.ts';
import { makeReport } from './support/sample-report.ts';
import type { SigningDevice } from './support/signing-device.ts';
import {
  makeTempDir,
  type SendChanges,
  startTestApp,
  type TestApp,
  testAudience,
} from './support/test-app.ts';

const dir = makeTempDir();
let collector: TestApp;
let device: SigningDevice;
let report: DeviceReport;

beforeAll(async () => {
  collector = await startTestApp({ kind: 'pglite', dataDir: dir.path });
  device = await collector.enrolledDevice();
  report = makeReport(device.thumbprint, new Date());
});
afterAll(async () => {
  // Whatever was sent, nothing may have been a defect.
  expect(collector.logged()).not.toContain('"defect"');
  await collector?.close();
  await dir.remove();
});

function withTpmFact(value: DeviceReport, present: unknown): unknown {
  const [stamp, none] = [
    { at: value.createdAt, tookMs: 1, context: 'device', source: '/sys' },
    { kind: 'not-applicable', because: 'no chip' },
  ];
  const tpm = { kind: 'known', ...stamp, facts: { present, version: none, properties: none } };
  return { ...value, signals: { ...value.signals, tpm } };
}

function cursor(content: object): string {
  return Buffer.from(JSON.stringify({ order: 'asc', ...content })).toString('base64url');
}

async function refuse(
  value: unknown,
  changes: SendChanges,
  expected: { status: number; code: string; where?: string },
): Promise<Record<string, unknown>> {
  const answer = await collector.send(device, value, changes);
  const problem = answer.json();
  expect({ status: answer.statusCode, code: problem.code }, answer.body).toEqual({
    status: expected.status,
    code: expected.code,
  });
  if (expected.where !== undefined) expect(problem.where).toBe(expected.where);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(problem).toMatchObject({
    status: expected.status,
    title: expect.stringMatching(/\w/),
    todo: expect.any(String),
  });
  expect(answer.body).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
  return problem;
}

describe('proofs', () => {
  const nowS = () => Math.floor(Date.now() / 1000);

  it('are needed', async () => {
    await refuse(
      report,
      { headers: { 'keyready-proof': undefined } },
      { status: 401, code: 'ingest.no-proof' },
    );
  });

  it.each([
    ['rubbish', 'rubbish'],
    ['three empty parts', '..'],
    ['a header that is no JSON', 'bm90IGpzb24.e30.AA'],
    ['too long', `${'a'.repeat(5000)}.e30.AA`],
  ])('are refused when they are %s', async (_what, proof) => {
    const headers = { 'keyready-proof': proof };
    await refuse(report, { headers }, { status: 401, code: 'ingest.bad-signature' });
  });

  it('are refused unsigned (alg none)', async () => {
    const proof = new UnsecuredJWT({ aud: testAudience }).encode();
    await refuse(
      report,
      { headers: { 'keyready-proof': proof } },
      { status: 401, code: 'ingest.bad-signature', where: 'alg' },
    );
  });

  it('are refused with HS256 keyed by the public key', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(device.publicKey));
    const proof = await new SignJWT({ aud: testAudience, jti: 'x'.repeat(20), seq: 1 })
      .setProtectedHeader({ alg: 'HS256', typ: 'keyready-proof+jwt', kid: device.thumbprint })
      .sign(secret);
    await refuse(
      report,
      { headers: { 'keyready-proof': proof } },
      { status: 401, code: 'ingest.bad-signature', where: 'alg' },
    );
  });

  it('are refused when another key signed them', async () =>
    refuse(report, { signer: await collector.newDevice() }, { status: 401, code: 'ingest.bad-signature' }));

  it.each<[string, SendChanges, string]>([
    ['another collector', { claims: { aud: 'https://elsewhere.example' } }, 'aud'],
    ['a list of audiences', { claims: { aud: [testAudience] } }, ''],
    ['another method', { claims: { htm: 'GET' } }, 'htm'],
    ['another path', { claims: { htu: '/v1/enroll' } }, 'htu'],
    ['another purpose', { header: { typ: 'JWT' } }, 'typ'],
    ['a life of a year', { claims: { exp: Math.floor(Date.now() / 1000) + 31_536_000 } }, 'exp'],
    ['an end before its beginning', { claims: { exp: 1 } }, 'exp'],
    ['a negative sequence', { claims: { seq: -1 } }, ''],
    ['no nonce', { claims: { jti: undefined } }, ''],
  ])('are refused when made for %s', async (_what, changes, where) => {
    const problem = await refuse(report, changes, { status: 401, code: 'ingest.bad-signature' });
    expect(problem.where ?? '').toBe(where);
  });

  it('of an unknown key are refused', async () => {
    const stranger = await collector.newDevice();
    const answer = await collector.send(stranger, makeReport(stranger.thumbprint, new Date()));
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'ingest.unknown-key']);
  });

  it.each<[string, SendChanges]>([
    ['name of their key', { header: { kid: 'a\0b' } }],
    ['nonce', { claims: { jti: `${'n'.repeat(20)}\0` } }],
  ])('with a NUL in the %s are refused before the database is asked', async (_what, changes) => {
    await refuse(report, changes, { status: 401, code: 'ingest.bad-signature' });
  });

  it.each([
    ['long past', () => nowS() - PROOF_CLOCK_TOLERANCE_S - 200],
    ['far ahead', () => nowS() + PROOF_CLOCK_TOLERANCE_S + 60],
  ])('with a clock %s are refused, and the answer tells the time here', async (_what, iatOf) => {
    const iat = iatOf();
    const problem = await refuse(
      report,
      { claims: { iat, exp: iat + 120 } },
      { status: 401, code: 'ingest.proof-expired' },
    );
    const serverTime = Date.parse(String(problem.serverTime));
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(60_000);
  });

  it('within the tolerance are accepted', async () => {
    const iat = nowS() - PROOF_CLOCK_TOLERANCE_S;
    const answer = await collector.send(device, makeReport(device.thumbprint, new Date()), {
      claims: { iat, exp: iat + 120 },
    });
    expect(answer.statusCode, answer.body).toBe(202);
  });

  it('may be used once: a recorded request is refused, byte for byte', async () => {
    const raw = gzipSync(JSON.stringify(makeReport(device.thumbprint, new Date())));
    const proof = await device.proof('/v1/reports', raw);
    const changes = { raw, headers: { 'keyready-proof': proof } };
    expect((await collector.send(device, null, changes)).statusCode).toBe(202);
    await refuse(null, changes, { status: 409, code: 'ingest.replayed' });
  });

  it('with a sequence number that does not grow are refused', async () => {
    const fresh = await collector.enrolledDevice();
    const send = (seq: number) =>
      collector.send(fresh, makeReport(fresh.thumbprint, new Date()), { claims: { seq } });
    expect((await send(10)).statusCode).toBe(202);
    for (const seq of [10, 9, 0]) expect((await send(seq)).json().code).toBe('ingest.replayed');
    expect((await send(11)).statusCode).toBe(202);
  });

  it('bind the body: altered on the way it is refused', async () => {
    const other = gzipSync(JSON.stringify({ ...report, agentVersion: '6.6.6' }));
    await refuse(report, { body: other }, { status: 401, code: 'ingest.body-mismatch' });
  });

  it('of a revoked key are refused, for reports and for enrolling again', async () => {
    const blocked = await collector.enrolledDevice();
    expect(await revokeKey(collector.store, blocked.thumbprint, new Date())).toBe(true);
    const answer = await collector.send(blocked, makeReport(blocked.thumbprint, new Date()));
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'ingest.key-revoked']);
    const enrolment = {
      code: await collector.enrolmentCode(),
      publicKey: blocked.publicKey,
      device: { name: 'again', platform: 'linux' },
    };
    const again = await collector.send(blocked, enrolment, { path: '/v1/enroll' });
    expect([again.statusCode, again.json().code]).toEqual([403, 'ingest.key-revoked']);
  });
});

describe('bodies', () => {
  it('that are no JSON are refused with the place', async () => {
    const raw = gzipSync('{"schemaVersion": 1,\n  "reportId": }');
    await refuse(null, { raw }, { status: 400, code: 'ingest.malformed-json', where: 'line 2, column 15' });
    await refuse(null, { raw: gzipSync('') }, { status: 400, code: 'ingest.malformed-json' });
    await refuse(null, { raw: gzipSync('{"a":') }, { status: 400, code: 'ingest.malformed-json' });
    const latin1 = gzipSync(Buffer.from([0x22, 0xe4, 0x22]));
    await refuse(null, { raw: latin1 }, { status: 400, code: 'ingest.malformed-json' });
  });

  it('are accepted unpacked, too', async () => {
    const raw = Buffer.from(JSON.stringify(makeReport(device.thumbprint, new Date())));
    const answer = await collector.send(device, null, { raw, headers: { 'content-encoding': undefined } });
    expect(answer.statusCode, answer.body).toBe(202);
  });

  it('in an encoding we do not read, or broken, are refused', async () => {
    const bad = { status: 400, code: 'ingest.bad-encoding' };
    await refuse(report, { headers: { 'content-encoding': 'br' } }, bad);
    await refuse(null, { raw: Buffer.from('no gzip at all') }, bad);
    await refuse(null, { raw: gzipSync(JSON.stringify(report)).subarray(0, 60) }, bad);
  });

  it('of another media type are refused', async () => {
    const wrong = { status: 415, code: 'ingest.wrong-media-type' };
    await refuse(report, { headers: { 'content-type': 'text/plain' } }, wrong);
    await refuse(report, { headers: { 'content-type': undefined } }, wrong);
  });

  it('too large on the wire are refused', async () => {
    const raw = Buffer.alloc(MAX_REPORT_GZIP_BYTES + 1, 1);
    await refuse(null, { raw }, { status: 413, code: 'ingest.too-large' });
  });

  it('too large when unpacked are refused without unpacking them whole', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
    expect(bomb.byteLength).toBeLessThan(MAX_REPORT_GZIP_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    await refuse(null, { raw: bomb }, { status: 413, code: 'ingest.too-large' });
    const grownBytes = process.memoryUsage().arrayBuffers - before;
    expect(grownBytes).toBeLessThan(10 * MAX_REPORT_JSON_BYTES);
  });

  it.each<[string, (value: DeviceReport) => unknown, string]>([
    ['nothing of a report', () => ({}), '/schemaVersion'],
    ['a list', () => [], ''],
    ['null', () => null, ''],
    ['a report id that is no UUID', (value) => ({ ...value, reportId: 'x' }), '/reportId'],
    ['a wrong fact deep inside', (value) => withTpmFact(value, 'maybe'), '/signals/tpm/facts/present'],
    ['an observation without kind', (value) => ({ ...value, signals: { tpm: {} } }), '/signals/tpm/kind'],
    [
      'a NUL in a text',
      (value) => ({ ...value, device: { ...value.device, name: 'a\u0000b' } }),
      '/device/name',
    ],
    [
      'a year that no calendar has',
      (value) => ({ ...value, createdAt: '0000-06-01T00:00:00Z' }),
      '/createdAt',
    ],
    ['half a character', (value) => ({ ...value, extra: ['\ud800'] }), '/extra/0'],
    ['a name with a slash at fault', (value) => ({ ...value, 'a/b~c': '\u0000' }), '/a~1b~0c'],
  ])('with %s are refused by the field', async (_what, change, where) => {
    await refuse(change(report), {}, { status: 422, code: 'ingest.schema', where });
  });

  it('that would poison objects or overflow the stack are refused', async () => {
    const poison = `{"__proto__":{"isAdmin":true},${JSON.stringify(report).slice(1)}`;
    await refuse(null, { raw: gzipSync(poison) }, { status: 422, code: 'ingest.schema' });
    const deep = `{"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    await refuse(null, { raw: gzipSync(deep) }, { status: 422, code: 'ingest.schema' });
  });

  it('of a newer schema are told so', () =>
    refuse(
      { ...report, schemaVersion: 2 },
      {},
      { status: 422, code: 'ingest.schema-too-new', where: '/schemaVersion' },
    ));

  it('of another device are refused', () =>
    refuse(
      { ...report, device: { ...report.device, id: 'somebody-elses-device' } },
      {},
      { status: 403, code: 'ingest.foreign-device', where: '/device/id' },
    ));

  it('that were refused do not use up their report id', async () => {
    const fresh = makeReport(device.thumbprint, new Date());
    await refuse({ ...fresh, agentVersion: 7 }, {}, { status: 422, code: 'ingest.schema' });
    expect((await collector.send(device, fresh)).statusCode).toBe(202);
  });
});

describe('enrolment', () => {
  const ask = async (newcomer: SigningDevice, code: string, changes: SendChanges = {}, more: object = {}) => {
    const value = {
      code,
      publicKey: newcomer.publicKey,
      device: { name: 'new', platform: 'linux' },
      ...more,
    };
    const answer = await collector.send(newcomer, value, { path: '/v1/enroll', ...changes });
    return { status: answer.statusCode, ...answer.json() };
  };

  it('works with a code typed in another way, and again with the same key at no cost', async () => {
    const newcomer = await collector.newDevice();
    const code = await collector.enrolmentCode(1);
    const first = await ask(newcomer, code.toLowerCase().replaceAll('-', ' '));
    expect(first).toMatchObject({ status: 200, deviceId: newcomer.thumbprint, assurance: 'enrolment-code' });
    expect(await ask(newcomer, code)).toEqual(first);
    const other = await ask(await collector.newDevice(), code);
    expect(other).toMatchObject({ status: 403, code: 'enroll.code-used-up' });
  });

  it('refuses codes that are wrong or too old', async () => {
    const newcomer = await collector.newDevice();
    expect(await ask(newcomer, 'AAAA-AAAA-AAAA-AAAA')).toMatchObject({
      status: 403,
      code: 'enroll.bad-code',
    });
    const old = await collector.enrolmentCode(1, -1);
    expect(await ask(newcomer, old)).toMatchObject({ status: 403, code: 'enroll.bad-code' });
  });

  it('needs proof that the key is there', async () => {
    const [newcomer, victim] = [await collector.newDevice(), await collector.newDevice()];
    const code = await collector.enrolmentCode(5);
    const bad = { status: 401, code: 'enroll.bad-proof' };
    expect(await ask(newcomer, code, { signer: victim })).toMatchObject(bad);
    expect(await ask(newcomer, code, {}, { publicKey: victim.publicKey })).toMatchObject(bad);
    expect(await ask(newcomer, code, { header: { jwk: undefined, kid: newcomer.thumbprint } })).toMatchObject(
      bad,
    );
    expect(await ask(newcomer, code, { header: { jwk: { kty: 'oct', k: 'AA' } } })).toMatchObject(bad);
    const alsoPrivate = { ...newcomer.publicKey, d: 'A'.repeat(43) };
    expect(await ask(newcomer, code, { header: { jwk: alsoPrivate } })).toMatchObject(bad);
    const offCurve = { ...newcomer.publicKey, x: 'A'.repeat(43), y: 'A'.repeat(43) };
    expect(await ask(newcomer, code, { header: { jwk: offCurve } })).toMatchObject(bad);
    expect(await ask(newcomer, code, {}, { device: { name: '', platform: 'linux' } })).toMatchObject({
      status: 422,
      code: 'ingest.schema',
      where: '/device/name',
    });
  });
});

describe('the outside', () => {
  const inject = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Record<string, string> = {},
    payload?: string,
  ) => collector.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  const json = { 'content-type': 'application/json' };

  it('gets a coded answer for routes that do not exist', async () => {
    for (const url of ['/v1/nothing', '/v1', '/v1/reports'])
      expect((await inject('GET', url)).json()).toMatchObject({ code: 'http.no-such-route', status: 404 });
    expect((await inject('POST', '/anything')).json().code).toBe('http.no-such-route');
    expect((await inject('GET', '/%zz')).json()).toMatchObject({ code: 'http.bad-request', status: 400 });
  });

  it('is told how to build the fleet view where it is missing', async () => {
    const answer = await inject('GET', '/devices');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm run build');
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost@evil.example'])(
    'is refused under the foreign name "%s"',
    async (host) => {
      const answer = await inject('GET', '/healthz', { host });
      expect([answer.statusCode, answer.json().code]).toEqual([421, 'access.wrong-host']);
    },
  );

  it('is answered under every name of this machine', async () => {
    for (const host of ['localhost:8686', '127.0.0.1:1', '[::1]:8686'])
      expect((await inject('GET', '/healthz', { host })).statusCode).toBe(200);
  });

  it('cannot change anything from a foreign page', async () => {
    const token = await createSignInToken(collector.store, new Date());
    const body = JSON.stringify({ token });
    for (const origin of ['https://evil.example', 'null', 'http://localhost:9999']) {
      const answer = await inject('POST', '/v1/session', { ...json, origin, host: 'localhost:80' }, body);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'access.wrong-origin']);
    }
    const own = await inject(
      'POST',
      '/v1/session',
      { ...json, origin: 'http://localhost:80', host: 'localhost:80' },
      body,
    );
    expect(own.statusCode, own.body).toBe(200);
    expect(own.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Strict/);
  });

  it.each([
    ['search', 'devices?search=a%00'],
    ['reason', 'devices?reason=%00'],
    ['after', `devices?after=${cursor({ sort: 'name', value: 'a\0', id: 'b' })}`],
    ['after', `devices?after=${cursor({ sort: 'name', value: 'a', id: '\0' })}`],
    ['after', `devices?sort=state&after=${cursor({ sort: 'state', value: 1.5, id: 'b' })}`],
    ['after', `devices?sort=state&after=${cursor({ sort: 'state', value: 1e9, id: 'b' })}`],
    [
      'after',
      `devices?sort=lastSeen&after=${cursor({ sort: 'lastSeen', value: '0000-01-01T00:00:00Z', id: 'b' })}`,
    ],
    ['id', 'devices/a%00'],
  ])('hears which part of a question no database could answer: %s in %s', async (where, question) => {
    const answer = await collector.get(`/v1/fleet/${question}`, await collector.signIn());
    expect(answer.json(), answer.body).toMatchObject({ status: 400, code: 'fleet.bad-query', where });
  });

  it('signs in once with a link and sees nothing without', async () => {
    for (const url of ['/v1/session', '/v1/fleet/summary', '/v1/fleet/devices', '/v1/fleet/devices/x'])
      for (const cookie of ['', 'keyready_session=', 'keyready_session=guess'])
        expect((await inject('GET', url, { cookie })).json()).toMatchObject({
          code: 'access.sign-in-needed',
          status: 401,
        });
    const token = await createSignInToken(collector.store, new Date());
    const exchange = () => inject('POST', '/v1/session', json, JSON.stringify({ token }));
    const first = await exchange();
    expect(first.statusCode).toBe(200);
    expect((await exchange()).json()).toMatchObject({ code: 'access.bad-sign-in-link', status: 401 });
    const cookie = `${first.cookies[0]?.name}=${first.cookies[0]?.value}`;
    expect((await inject('GET', '/v1/fleet/summary', { cookie })).statusCode).toBe(200);
    expect((await inject('DELETE', '/v1/session', { cookie })).statusCode).toBe(204);
    expect((await inject('GET', '/v1/fleet/summary', { cookie })).statusCode).toBe(401);
    const tooOld = await createSignInToken(collector.store, new Date(Date.now() - 16 * 60_000));
    const late = await inject('POST', '/v1/session', json, JSON.stringify({ token: tooOld }));
    expect(late.json().code).toBe('access.bad-sign-in-link');
  });

  it.each([
    ['{"token":', 'http.bad-request'],
    ['{}', 'http.bad-request'],
    ['{"token":"x"}', 'http.bad-request'],
    [`{"token":"${'y'.repeat(5000)}"}`, 'ingest.too-large'],
  ])('gets a coded answer for the sign-in body %.20s', async (body, code) => {
    expect((await inject('POST', '/v1/session', json, body)).json().code).toBe(code);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['state=green', 'state'],
    ['sort=password', 'sort'],
    ['kindState=ready', 'kindState'],
    ['after=rubbish', 'after'],
    [`after=${Buffer.from('{"sort":"name"}').toString('base64url')}`, 'after'],
    [
      `after=${Buffer.from('{"sort":"state","order":"asc","value":1,"id":"x"}').toString('base64url')}`,
      'after',
    ],
  ])('gets a coded answer for the fleet question %s', async (query, where) => {
    const cookie = await collector.signIn();
    const answer = await collector.get(`/v1/fleet/devices?${query}`, cookie);
    expect(answer.json(), answer.body).toMatchObject({ code: 'fleet.bad-query', status: 400, where });
  });

  it('gets pages that run no foreign and no inline script', async () => {
    const policy = String((await inject('GET', '/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|https?:|\*)/);
  });

  it('finds every route in openapi.json, with what it takes', async () => {
    const { paths } = (await inject('GET', '/openapi.json')).json();
    for (const path of ['/v1/enroll', '/v1/reports', '/v1/session'])
      expect(paths[path].post.requestBody.content['application/json'].schema.required).toBeDefined();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/enroll',
        '/v1/reports',
        '/v1/session',
        '/v1/fleet/summary',
        '/v1/fleet/devices',
        '/v1/fleet/devices/{id}',
        '/healthz',
        '/readyz',
        '/metrics',
      ]),
    );
  });

  it('reads in the metrics how many requests came to what', async () => {
    const text = (await inject('GET', '/metrics')).body;
    expect(text).toMatch(/keyready_ingest_requests_total\{route="\/v1\/reports",outcome="stored"\} \d+/);
    expect(text).toMatch(/outcome="ingest\.replayed"\} \d+/);
    expect(text).toMatch(/keyready_http_request_duration_seconds_bucket/);
    expect(text).toMatch(/keyready_store_devices \d+/);
    expect(text).toContain('keyready_store_up 1');
  });

  it('finds no secret in the log', async () => {
    const token = await createSignInToken(collector.store, new Date());
    await inject('POST', '/v1/session', json, JSON.stringify({ token }));
    const code = await collector.enrolmentCode();
    const newcomer = await collector.newDevice();
    await collector.send(
      newcomer,
      { code, publicKey: newcomer.publicKey, device: { name: 'secret-host', platform: 'linux' } },
      { path: '/v1/enroll' },
    );
    await inject('GET', `/v1/fleet/devices?search=secret-search`);
    const log = collector.logged();
    expect(log).toContain('/v1/session');
    for (const secret of [token, code, 'secret-host', 'secret-search', 'keyready_session=', 'eyJ'])
      expect(log).not.toContain(secret);
    const sha = createHash('sha256').update(token).digest('hex');
    expect(log).not.toContain(sha);
  });
});

describe('floods', () => {
  it('are slowed down for each key and for each address', async () => {
    const limited = await startTestApp(collector.store, { enrol: 2, signIn: 2, reportsPerKey: 2 });
    try {
      const busy = await limited.enrolledDevice();
      const calm = await limited.enrolledDevice();
      const third = await limited.newDevice();
      const enrolment = {
        code: 'AAAA-AAAA',
        publicKey: third.publicKey,
        device: { name: 'x', platform: 'linux' },
      };
      const enrolling = await limited.send(third, enrolment, { path: '/v1/enroll' });
      expect([enrolling.statusCode, enrolling.json().code]).toEqual([429, 'ingest.too-many-requests']);
      expect(Number(enrolling.headers['retry-after'])).toBeGreaterThan(0);
      const send = (one: SigningDevice) => limited.send(one, makeReport(one.thumbprint, new Date()));
      expect([(await send(busy)).statusCode, (await send(busy)).statusCode]).toEqual([202, 202]);
      expect((await send(busy)).json()).toMatchObject({ code: 'ingest.too-many-requests', status: 429 });
      expect((await send(calm)).statusCode).toBe(202);
      // Somebody who only claims to be `calm` does not use up its share.
      for (let tries = 0; tries < 5; tries += 1)
        await limited.send(calm, makeReport(calm.thumbprint, new Date()), { signer: busy });
      expect((await send(calm)).statusCode).toBe(202);
      const guess = () =>
        limited.app.inject({ method: 'POST', url: '/v1/session', payload: { token: 'a'.repeat(43) } });
      expect([(await guess()).statusCode, (await guess()).statusCode]).toEqual([401, 401]);
      expect((await guess()).json()).toMatchObject({ code: 'access.too-many-tries', status: 429 });
    } finally {
      await limited.app.close();
    }
  });
});
