import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeFleetAgain } from '../../src/collector/fleet-api/judge-again.ts';
import { removeExpired } from '../../src/collector/store/housekeeping.ts';
import { migrate, readMigrations } from '../../src/collector/store/migrate.ts';
import type { StorePlace } from '../../src/collector/store/open-store.ts';
import { DeviceDetail, DevicesPage, FleetSummary } from '../../src/contract/http.ts';
import { bluetooth, browser, browsers, known, os, radio } from '../contract/seen-signals.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '../services/postgres.ts';
import { makeReport } from './support/sample-report.ts';
import { makeTempDir, startTestApp, type TestApp } from './support/test-app.ts';

type Database = { place(): Promise<StorePlace>; remove(): Promise<void> };

const databases: { name: string; missing: string | null; prepare(): Promise<Database> }[] = [
  {
    name: 'PGlite',
    missing: null,
    async prepare() {
      const dir = makeTempDir();
      return { place: async () => ({ kind: 'pglite', dataDir: dir.path }), remove: dir.remove };
    },
  },
  {
    name: 'PostgreSQL',
    missing: whyNoPostgres(),
    async prepare() {
      const server: TestPostgres = await startPostgres();
      return {
        place: async () => ({ kind: 'postgres', url: await server.createDatabase('keyready') }),
        remove: () => server.remove(),
      };
    },
  },
];

describe.each(databases)('store on $name', ({ name, missing, prepare }) => {
  if (missing !== null) {
    it.skip(`SKIPPED on ${name}: ${missing}`, () => undefined);
    return;
  }
  let database: Database;
  let place: StorePlace;
  let collector: TestApp;
  let cookie: string;
  const minutes = (count: number) => new Date(Date.now() - count * 60_000);

  beforeAll(async () => {
    database = await prepare();
    place = await database.place();
    collector = await startTestApp(place);
    cookie = await collector.signIn();
  });
  afterAll(async () => {
    await collector?.close();
    await database?.remove();
  });

  const page = async (query: string) => {
    const answer = await collector.get(`/v1/fleet/devices?${query}`, cookie);
    expect(answer.statusCode, answer.body).toBe(200);
    return DevicesPage.parse(answer.json());
  };
  const detail = async (id: string) => {
    const answer = await collector.get(`/v1/fleet/devices/${id}`, cookie);
    expect(answer.statusCode, answer.body).toBe(200);
    return DeviceDetail.parse(answer.json());
  };
  const anyDb = <Value>(work: (db: Kysely<never>) => Promise<Value>) =>
    collector.store.read((db) => work(db as unknown as Kysely<never>));

  it('has an empty fleet at first: zeros, not missing fields', async () => {
    const summary = FleetSummary.parse((await collector.get('/v1/fleet/summary', cookie)).json());
    expect(summary).toMatchObject({ devices: 0, fresh: 0, sampleData: false, blockers: [] });
    expect(summary.states.blocked).toBe(0);
    expect(summary.kinds.seckey.ready).toBe(0);
    // Days that bite single programs are not shown as days of the rollout.
    expect(summary.dates.map(({ id }) => id)).toEqual(['sms-voice-end', 'security-questions-end']);
  });

  it('stores a report once however often it is sent, and keeps what came over the wire', async () => {
    const device = await collector.enrolledDevice();
    const report = makeReport(device.thumbprint, new Date());
    const first = await collector.send(device, report);
    const again = await collector.send(device, report);
    expect([first.statusCode, again.statusCode]).toEqual([202, 200]);
    expect(again.json()).toMatchObject({ outcome: 'already-stored', receivedAt: first.json().receivedAt });
    expect((await detail(device.thumbprint)).reportsReceived).toBe(1);
    const row = await collector.store.read((db) =>
      db
        .selectFrom('reports')
        .select(['body_gzip', 'json_bytes'])
        .where('report_id', '=', report.reportId)
        .executeTakeFirstOrThrow(),
    );
    const text = gunzipSync(row.body_gzip).toString('utf8');
    expect(JSON.parse(text)).toEqual(report);
    expect(row.json_bytes).toBe(Buffer.byteLength(text));
  });

  it('refuses a report id that another device used', async () => {
    const [mine, theirs] = [await collector.enrolledDevice(), await collector.enrolledDevice()];
    const report = makeReport(mine.thumbprint, new Date());
    await collector.send(mine, report);
    const stolen = await collector.send(theirs, {
      ...report,
      device: { ...report.device, id: theirs.thumbprint },
    });
    expect([stolen.statusCode, stolen.json().code]).toEqual([403, 'ingest.foreign-device']);
    expect((await collector.get(`/v1/fleet/devices/${theirs.thumbprint}`, cookie)).statusCode).toBe(404);
  });

  it('merges contexts: known beats unknown, late old reports change nothing newer, unknown fields stay', async () => {
    const device = await collector.enrolledDevice();
    const id = device.thumbprint;
    const fresh = makeReport(id, minutes(1), { name: 'renamed' });
    const stamp = { at: minutes(30).toISOString(), tookMs: 1, context: 'user' as const };
    const late = {
      ...makeReport(id, minutes(30), { name: 'old-name', contexts: ['user'] }),
      futureField: { kept: [1, 2] },
      signals: {
        tpm: {
          kind: 'known',
          source: '/sys',
          ...stamp,
          facts: {
            present: true,
            version: { kind: 'known', value: '2.0' },
            properties: { kind: 'unknown', reason: 'needs-elevation' },
          },
        },
        'signal-of-tomorrow': { kind: 'known', source: 'x', ...stamp, facts: { new: true } },
      },
    };
    expect((await collector.send(device, fresh)).statusCode).toBe(202);
    const answer = await collector.send(device, late);
    expect(answer.statusCode, answer.body).toBe(202);
    const { row, report, reportsReceived } = await detail(id);
    expect(row.name).toBe('renamed');
    expect(row.osName).toBe('Debian GNU/Linux 12 (bookworm)');
    expect(reportsReceived).toBe(2);
    expect(report.reportId).toBe(fresh.reportId);
    expect([...report.contexts].sort()).toEqual(['device', 'user']);
    expect(report.signals.tpm).toMatchObject({ kind: 'known', facts: { present: true } });
    expect(report.signals['signal-of-tomorrow']).toMatchObject({ facts: { new: true } });
    expect(report).toMatchObject({ futureField: { kept: [1, 2] } });
  });

  it('does not let a stamp from the future outlive later answers', async () => {
    const device = await collector.enrolledDevice();
    const wrong = makeReport(device.thumbprint, new Date('2099-01-01T00:00:00Z'));
    expect((await collector.send(device, wrong)).statusCode).toBe(202);
    const right = makeReport(device.thumbprint, new Date(Date.now() + 5_000), { name: 'after' });
    await collector.send(device, right);
    const { report } = await detail(device.thumbprint);
    expect(report.signals.os?.at.startsWith('2099')).toBe(false);
    expect(report.device.name).toBe('after');
  });

  it('takes the same report from many requests at once exactly once', async () => {
    const device = await collector.enrolledDevice();
    const report = makeReport(device.thumbprint, new Date());
    const answers = await Promise.all(Array.from({ length: 8 }, () => collector.send(device, report)));
    const codes = answers.map((answer) => answer.statusCode);
    expect(codes.filter((code) => code === 202)).toHaveLength(1);
    // A request overtaken by one with a larger number is refused as a replay; none is lost, none is stored twice.
    expect(codes.every((code) => [200, 202, 409].includes(code))).toBe(true);
    expect((await detail(device.thumbprint)).reportsReceived).toBe(1);
  });

  it('gives each use of an enrolment code to one key, also to many at once', async () => {
    const code = await collector.enrolmentCode(3);
    const devices = await Promise.all(Array.from({ length: 6 }, () => collector.newDevice()));
    const answers = await Promise.all(
      devices.map((device) =>
        collector.send(
          device,
          { code, publicKey: device.publicKey, device: { name: 'many', platform: 'linux' } },
          { path: '/v1/enroll' },
        ),
      ),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 200, 200, 403, 403, 403]);
    expect(answers.find((answer) => answer.statusCode === 403)?.json().code).toBe('enroll.code-used-up');
  });

  it('filters, sorts and pages without losing or repeating a device', async () => {
    const names = ['paging-B', 'paging-a', 'paging-ä', 'paging-100%', 'paging-100x', 'paging-a'];
    for (const one of names) {
      const device = await collector.enrolledDevice();
      await collector.send(device, makeReport(device.thumbprint, new Date(), { name: one }));
    }
    for (const sort of ['name', 'state', 'platform', 'lastSeen'])
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        let after = '';
        do {
          const part = await page(`search=PAGING&limit=2&sort=${sort}&order=${order}${after}`);
          expect(part.total).toBe(names.length);
          seen.push(...part.devices.map((device) => device.id));
          after = part.next === null ? '' : `&after=${part.next}`;
        } while (after !== '');
        expect(seen).toHaveLength(names.length);
        expect(new Set(seen).size).toBe(names.length);
        const whole = await page(`search=paging&limit=500&sort=${sort}&order=${order}`);
        expect(whole.devices.map((device) => device.id)).toEqual(seen);
      }
    const byName = await page('search=paging&sort=name');
    expect(byName.devices.map((device) => device.name.toLowerCase())).toEqual(
      names.map((one) => one.toLowerCase()).sort(),
    );
    expect((await page('search=100%25')).total).toBe(1);
    expect((await page('search=paging_')).total).toBe(0);
  });

  it('pages on from the longest names there may be', async () => {
    for (const last of ['1', '\u0001', 'ä']) {
      const device = await collector.enrolledDevice();
      const name = `longest-${'\u0001'.repeat(246)}${last}`;
      const sent = await collector.send(device, makeReport(device.thumbprint, new Date(), { name }));
      expect(sent.statusCode).toBe(202);
    }
    let after = '';
    for (let met = 1; met <= 3; met += 1) {
      const part = await page(`search=longest-&limit=1${after}`);
      expect(part.devices).toHaveLength(1);
      expect(part.next === null).toBe(met === 3);
      after = `&after=${part.next}`;
    }
  });

  it('filters by state, platform, kind and reason as the rows say', async () => {
    const all = await page('limit=500');
    const [example] = all.devices;
    if (!example) throw new Error('no device to filter');
    const count = (keep: (device: (typeof all.devices)[number]) => boolean) =>
      all.devices.filter(keep).length;
    expect((await page(`state=${example.state}`)).total).toBe(count((one) => one.state === example.state));
    expect((await page('platform=linux')).total).toBe(all.total);
    expect((await page('platform=win32')).total).toBe(0);
    const { seckey } = example.kinds;
    expect((await page(`kind=seckey&kindState=${seckey}`)).total).toBe(
      count((one) => one.kinds.seckey === seckey),
    );
    expect((await page('kind=whfb')).total).toBe(count((one) => one.kinds.whfb !== 'not-applicable'));
    const [reason] = example.reasons;
    if (reason === undefined) throw new Error('the sample report should leave something open');
    expect((await page(`reason=${reason}`)).total).toBe(count((one) => one.reasons.includes(reason)));
    expect((await page('reason=NO_SUCH_CODE')).total).toBe(0);
  });

  it('counts the fleet as the list shows it', async () => {
    const all = await page('limit=500');
    const summary = FleetSummary.parse((await collector.get('/v1/fleet/summary', cookie)).json());
    expect(summary.devices).toBe(all.total);
    expect(summary.platforms.linux).toBe(all.total);
    expect(Object.values(summary.states).reduce((sum, count) => sum + count, 0)).toBe(all.total);
    for (const counts of Object.values(summary.kinds))
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.total);
    const [top] = summary.blockers;
    if (!top) throw new Error('the sample reports should leave something open');
    expect(top.devices).toBe(all.devices.filter((device) => device.reasons.includes(top.code)).length);
    expect(top.title).not.toBe('');
    expect(summary.fresh).toBe(all.total);
  });

  it('judges the stored fleet again under a new policy and shows both versions until then', async () => {
    const device = await collector.enrolledDevice();
    await collector.send(device, makeReport(device.thumbprint, new Date()));
    const version = collector.policyFiles.policy.version;
    await collector.store.write((trx) =>
      trx.updateTable('devices').set({ policy_version: 'older', state: 'ready' }).execute(),
    );
    const before = await detail(device.thumbprint);
    expect(before.storedVerdict).toBeDefined();
    expect(before.verdict.policyVersion).toBe(version);
    const waiting = FleetSummary.parse((await collector.get('/v1/fleet/summary', cookie)).json());
    expect(waiting.awaitingJudgement).toBe(waiting.devices);
    const judged = await judgeFleetAgain(
      collector.store,
      collector.policyFiles,
      { now: () => new Date(), monotonicMs: () => 0 },
      new AbortController().signal,
      (id) => expect.fail(`${id} should be readable`),
    );
    expect(judged).toBe(waiting.devices);
    const after = await detail(device.thumbprint);
    expect(after.storedVerdict).toBeUndefined();
    expect(after.row.state).toBe(after.verdict.state);
  });

  it('judges a device again that fell silent, so that nothing stays ready for ever', async () => {
    const device = await collector.enrolledDevice();
    const now = new Date();
    const seen = {
      bluetooth: known(bluetooth([radio()]), now.toISOString()),
      browsers: known(browsers(browser('chrome')), now.toISOString()),
      os: known(os('linux'), now.toISOString()),
    };
    await collector.send(device, makeReport(device.thumbprint, now, { signals: seen }));
    const judgeIn = (days: number) =>
      judgeFleetAgain(
        collector.store,
        collector.policyFiles,
        { now: () => new Date(Date.now() + days * 24 * 60 * 60 * 1000), monotonicMs: () => 0 },
        new AbortController().signal,
        (id) => expect.fail(`${id} should be readable`),
      );
    const stored = async () =>
      (await page('limit=500')).devices.find((one) => one.id === device.thumbprint)?.kinds;
    const total = (await page('limit=1')).total;
    const before = await stored();
    expect(before?.hybrid).toBe('ready');
    expect(await judgeIn(0.9)).toBe(0);
    expect(await judgeIn(1.1)).toBe(total);
    expect(await judgeIn(collector.policyFiles.policy.forgetAfterDays + 1)).toBe(total);
    const after = Object.values((await stored()) ?? {});
    expect(new Set(after)).toEqual(new Set(['unknown', 'not-applicable']));
  });

  it('keeps tenants apart', async () => {
    const device = await collector.enrolledDevice();
    await collector.send(device, makeReport(device.thumbprint, new Date()));
    await collector.store.write((trx) =>
      trx
        .updateTable('devices')
        .set({ tenant: 'other' })
        .where('device_id', '=', device.thumbprint)
        .execute(),
    );
    expect((await collector.get(`/v1/fleet/devices/${device.thumbprint}`, cookie)).statusCode).toBe(404);
    expect((await page('limit=500')).devices.some((one) => one.id === device.thumbprint)).toBe(false);
  });

  it('uses a sign-in link once, and neither link nor session beyond their time', async () => {
    const session = await collector.signIn();
    expect((await collector.get('/v1/session', session)).statusCode).toBe(200);
    collector.clock.offsetMs = 12 * 60 * 60 * 1000 + 1000;
    expect((await collector.get('/v1/session', session)).json().code).toBe('access.sign-in-needed');
    collector.clock.offsetMs = 0;
  });

  it('removes what has expired and nothing else', async () => {
    const code = await collector.enrolmentCode(1, 60_000);
    await removeExpired(collector.store, new Date());
    const device = await collector.newDevice();
    const enrolment = { code, publicKey: device.publicKey, device: { name: 'late', platform: 'linux' } };
    expect((await collector.send(device, enrolment, { path: '/v1/enroll' })).statusCode).toBe(200);
    await removeExpired(collector.store, new Date(Date.now() + 24 * 60 * 60 * 1000));
    const { rows } = await anyDb((db) =>
      sql<{ proofs: number; codes: number }>`SELECT (SELECT count(*)::int FROM used_proofs) AS proofs,
        (SELECT count(*)::int FROM enrolment_codes) AS codes`.execute(db),
    );
    expect(rows).toEqual([{ proofs: 0, codes: 0 }]);
    cookie = await collector.signIn();
  });

  describe('migrations', () => {
    it('are applied once: a full store is left as it is', async () => {
      const applied = await anyDb(async (db) => migrate(db, await readMigrations(), new Date()));
      expect(applied).toBe(0);
      expect((await page('limit=1')).total).toBeGreaterThan(0);
    });

    it('run one after the other when collectors start together', async () => {
      const migrations = await readMigrations();
      const more = [
        ...migrations,
        {
          number: migrations.length + 1,
          name: 'x',
          statements: ['CREATE TABLE together (a int)'],
          checksum: 'x',
        },
      ];
      const counts = await Promise.all([1, 2, 3].map(() => anyDb((db) => migrate(db, more, new Date()))));
      expect(counts.sort()).toEqual([0, 0, 1]);
    });

    it('refuse a store from a newer version, and leave it alone', async () => {
      const known = await readMigrations();
      await expect(anyDb((db) => migrate(db, known, new Date()))).rejects.toMatchObject({
        code: 'collector.schema-too-new',
      });
      await anyDb((db) => sql`DELETE FROM schema_migrations WHERE number > ${known.length}`.execute(db));
    });

    it('refuse a migration that was changed after it had been applied', async () => {
      const [first, ...rest] = await readMigrations();
      if (!first) throw new Error('no migration');
      const changed = [{ ...first, checksum: 'changed' }, ...rest];
      await expect(anyDb((db) => migrate(db, changed, new Date()))).rejects.toMatchObject({
        code: 'collector.schema-changed',
      });
    });

    it('roll back as a whole when one statement fails', async () => {
      const migrations = await readMigrations();
      const broken = [
        ...migrations,
        {
          number: migrations.length + 1,
          name: 'broken',
          statements: ['CREATE TABLE half (a int)', 'CREATE TABLE half (a int)'],
          checksum: randomUUID(),
        },
      ];
      await expect(anyDb((db) => migrate(db, broken, new Date()))).rejects.toThrow(/half/);
      const { rows } = await anyDb((db) =>
        sql<{ found: string | null }>`SELECT to_regclass('half')::text AS found`.execute(db),
      );
      expect(rows).toEqual([{ found: null }]);
    });
  });
});
