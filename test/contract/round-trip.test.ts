import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { knownUnknownReasons } from '../../src/contract/observation.ts';
import { DeviceReport } from '../../src/contract/report.ts';
import { signalIds } from '../../src/contract/signals.ts';
import { report, samples } from './contract-samples.ts';

const contractDir = new URL('../../src/contract/', import.meta.url);
const cases = Object.entries(samples) as [string, readonly [z.ZodType, unknown]][];
/** Written by people or exact by nature: an unknown field there is a slip or an attack, so it is refused. */
const strict = new Set([
  'AuthenticatorTable',
  'BundleHeader',
  'BundleKeyFile',
  'PolicyBundle',
  'Catalogue',
  'CatalogueEntry',
  'CatalogueFile',
  'LinuxDetection',
  'MacDetection',
  'Matcher',
  'Places',
  'SettingsCase',
  'SettingsTest',
  'VersionCase',
  'WindowsDetection',
  'HelloErrorBook',
  'MetadataTrust',
  'Policy',
  'ProblemBook',
  'Remediation',
  'RemediationBook',
  'PublicKeyJwk',
  'DevicesQuery',
  'SecurityKeyBook',
  'SignInRequest',
]);
/** Objects that are maps by a fixed list of keys, or exact, where a future field has no place. */
const closedKeys = new Set(['states', 'kinds', 'platforms', 'publicKey']);

function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The value with a field of a newer version in every object that may have one. */
function fromTheFuture(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => fromTheFuture(item));
  if (!isObject(value) || closedKeys.has(key)) return value;
  // Signals is a map too: its future entries are observations, tested by themselves.
  const own = key === 'signals' ? {} : { fieldOfTomorrow: { nested: [1, null, 'x'] } };
  const inner = Object.entries(value).map(([name, field]) => [name, fromTheFuture(field, name)]);
  return { ...Object.fromEntries(inner), ...own };
}
function issuesOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];
}
function shapeOf(schema: z.ZodType): Record<string, z.ZodType> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}
/** A copy with one field, named by its path, set to something else. */
function having(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(report) as unknown;
  let here = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) here = here[part] as Record<string | number, unknown>;
  here[path.at(-1) ?? ''] = value;
  return copy;
}

describe('every schema of the contract', () => {
  test('has a sample here', async () => {
    const files = (await readdir(contractDir)).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    const exported = await Promise.all(
      files.map(async (file) => {
        const module: Record<string, unknown> = await import(new URL(file, contractDir).href);
        return Object.keys(module).filter((name) => module[name] instanceof z.ZodType);
      }),
    );
    expect(Object.keys(samples).sort()).toEqual(exported.flat().sort());
  });

  test.each(cases)('%s survives the wire unchanged', (_name, [schema, value]) => {
    expect(schema.parse(overTheWire(value))).toEqual(overTheWire(value));
  });

  test.each(cases.filter(([name, [, value]]) => isObject(value) && !strict.has(name) && name !== 'Signals'))(
    '%s keeps fields of a newer version, at every level',
    (_name, [schema, value]) => {
      const newer = fromTheFuture(overTheWire(value));
      expect(newer).not.toEqual(value);
      expect(schema.parse(newer)).toEqual(newer);
    },
  );

  test.each(cases.filter(([name]) => strict.has(name)))(
    '%s refuses an unknown field by name',
    (_name, [schema, value]) => {
      const { error } = schema.safeParse({ ...(value as object), fieldOfTomorrow: 1 });
      expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['fieldOfTomorrow'] }]);
    },
  );

  test.each(cases.filter(([, [schema]]) => Object.keys(shapeOf(schema)).length > 0))(
    '%s names the field that has a wrong type',
    (_name, [schema, value]) => {
      for (const [field, inner] of Object.entries(shapeOf(schema))) {
        if (inner.safeParse(Symbol('anything')).success) continue;
        const paths = issuesOf(schema, { ...(value as object), [field]: Symbol('wrong') });
        expect(paths.length).toBeGreaterThan(0);
        for (const path of paths) expect(path.split('.')[0]).toBe(field);
      }
    },
  );

  test.each(cases)('%s refuses what is nothing like it', (_name, [schema]) => {
    for (const wrong of [null, 12, [], 'no such word', true])
      expect(schema.safeParse(wrong).success).toBe(false);
  });
});

describe('a report of a newer agent', () => {
  const stamp = { at: '2026-11-16T08:00:00.000Z', tookMs: 1, context: 'user' };

  test('an unknown signal is kept as it came', () => {
    const newer = having(['signals', 'quantum-seal'], {
      kind: 'known',
      facts: { intact: [true] },
      source: 'x',
      ...stamp,
    });
    expect(DeviceReport.parse(newer)).toEqual(newer);
  });

  test('an unknown signal must still be an observation', () => {
    expect(issuesOf(DeviceReport, having(['signals', 'quantum-seal'], { intact: true }))[0]).toMatch(
      /^signals\.quantum-seal/,
    );
  });

  test('an unknown reason is kept', () => {
    const newer = having(['signals', 'tpm'], { kind: 'unknown', reason: 'eaten-by-bear', ...stamp });
    expect(knownUnknownReasons).not.toContain('eaten-by-bear');
    expect(DeviceReport.parse(newer)).toEqual(newer);
  });

  test('every known signal is checked by its own schema', () => {
    for (const signal of signalIds) {
      const value = having(['signals', signal], { kind: 'known', facts: 'free text', source: 'x', ...stamp });
      expect(issuesOf(DeviceReport, value)[0]).toMatch(new RegExp(`^signals\\.${signal}\\.facts`));
    }
  });
});

describe('a wrong report names the field', () => {
  test.each<[(string | number)[], unknown, string]>([
    [['schemaVersion'], 2, 'schemaVersion'],
    [['reportId'], 'not-a-uuid', 'reportId'],
    [['device', 'name'], '', 'device.name'],
    [['device', 'platform'], 'beos', 'device.platform'],
    [['contexts'], [], 'contexts'],
    [['createdAt'], 'yesterday', 'createdAt'],
    [['signals', 'os', 'tookMs'], -1, 'signals.os.tookMs'],
    [['signals', 'os', 'facts', 'session', 'kind', 'value'], 'astral', 'signals.os.facts.session.kind.value'],
    [['signals', 'tpm', 'facts', 'present'], 'yes', 'signals.tpm.facts.present'],
    [['signals', 'bluetooth', 'kind'], 'maybe', 'signals.bluetooth.kind'],
    [['signals', 'bluetooth', 'reason'], 'No Way!', 'signals.bluetooth.reason'],
    [
      ['signals', 'browsers', 'facts', 'browsers', 0, 'packaging'],
      'deb',
      'signals.browsers.facts.browsers.0.packaging',
    ],
    [
      ['signals', 'apps', 'facts', 'sources', 0, 'count', 'value'],
      1.5,
      'signals.apps.facts.sources.0.count.value',
    ],
  ])('%j = %j', (path, value, named) => {
    expect(issuesOf(DeviceReport, having(path, value))).toEqual([named]);
  });
});
