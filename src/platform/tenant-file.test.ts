import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../contract/problem.ts';
import { readTenantFile } from './tenant-file.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keyready-tenant-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** As documented: https://learn.microsoft.com/en-us/graph/api/fido2authenticationmethodconfiguration-get */
const fido2 = {
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#authenticationMethodConfigurations/$entity',
  '@odata.type': '#microsoft.graph.fido2AuthenticationMethodConfiguration',
  id: 'Fido2',
  state: 'enabled',
  isSelfServiceRegistrationAllowed: true,
  isAttestationEnforced: true,
  keyRestrictions: {
    isEnforced: true,
    enforcementType: 'allow',
    aaGuids: ['ee882879-721c-4913-9775-3dfcce97072a'],
  },
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
};
const wholePolicy = {
  id: 'authenticationMethodsPolicy',
  displayName: 'Authentication Methods Policy',
  authenticationMethodConfigurations: [
    { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', id: 'Sms', state: 'disabled' },
    { ...fido2, '@odata.context': undefined, id: 'fido2' },
  ],
};

async function given(content: unknown): Promise<string> {
  const path = join(dir, 'fido2.json');
  const raw = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
  await writeFile(path, raw);
  return path;
}
async function refusal(path: string): Promise<ProblemError> {
  const error = await readTenantFile(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error('not refused with a code', { cause: error });
  return error;
}
const refusalOf = async (content: unknown) => refusal(await given(content));

describe('a tenant file', () => {
  it('is Graph’s answer for the fido2 method', async () => {
    const { fido2: read, version } = await readTenantFile(await given(fido2));
    expect(read).toEqual(fido2);
    expect(version).toMatch(/^[0-9a-f]{8}$/);
  });

  it('may be the answer for all methods: the fido2 one is picked, with the same digest but for its id', async () => {
    const { fido2: read } = await readTenantFile(await given(wholePolicy));
    expect(read).toMatchObject({ id: 'fido2', isAttestationEnforced: true });
  });

  it('has a digest that depends on the settings and not on their order, spacing or envelope', async () => {
    const reversed = Object.fromEntries(Object.entries(fido2).reverse());
    const inPolicy = { ...wholePolicy, authenticationMethodConfigurations: [fido2] };
    const same = [fido2, reversed, JSON.stringify(fido2, null, 4), inPolicy];
    const versions = new Set<string>();
    for (const content of same) versions.add((await readTenantFile(await given(content))).version);
    expect(versions.size).toBe(1);
    const { version } = await readTenantFile(await given({ ...fido2, isAttestationEnforced: false }));
    expect(versions).not.toContain(version);
  });

  it('keeps what Graph adds later, and takes null for absent', async () => {
    const newer = { ...fido2, keyRestrictions: null, passkeyProfiles: null, somethingNew: { deep: [1] } };
    expect((await readTenantFile(await given(newer))).fido2).toMatchObject({ somethingNew: { deep: [1] } });
  });

  it('may be in the encodings that PowerShell writes', async () => {
    const text = JSON.stringify(fido2);
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const big = Buffer.from(little).swap16();
    for (const content of [`\ufeff${text}`, little, big])
      expect((await readTenantFile(await given(content))).fido2.id).toBe('Fido2');
  });

  it('may be reached through a link', async () => {
    const link = join(dir, 'link.json');
    await symlink(await given(fido2), link);
    expect((await readTenantFile(link)).fido2.state).toBe('enabled');
  });
});

describe('refused with line and column', () => {
  it.each([
    ['{"id": "Fido2",\n  "state": }', '2:12'],
    ['{"id": "Fido2"', '1:15'],
    ['{"id": "Fido2"} {}', '1:17'],
    ['[1, 2', '1:6'],
    ['<html>', '1:1'],
    ["{'id': 'Fido2'}", '1:2'],
  ])('%s', async (text, place) => {
    const { code, message, where } = await refusalOf(text);
    expect(code).toBe('tenant.invalid');
    expect(where).toBe(`${join(dir, 'fido2.json')}:${place}`);
    expect(message).toContain(`:${place}: not JSON`);
  });
});

describe('refused with the field, and never with what it holds', () => {
  it.each<[string, unknown, RegExp]>([
    ['no state', { id: 'Fido2' }, /state: expected one of enabled, disabled, found nothing/],
    ['a state of another kind', { ...fido2, state: 'SECRET' }, /state: expected one of .*, found a text/],
    [
      'a flag as text',
      { ...fido2, isAttestationEnforced: 'SECRET' },
      /isAttestationEnforced: expected boolean, found a text/,
    ],
    [
      'a list as text',
      { ...fido2, keyRestrictions: { aaGuids: 'SECRET' } },
      /keyRestrictions\.aaGuids: expected array, found a text/,
    ],
    [
      'an id as number, deep in a whole policy',
      { authenticationMethodConfigurations: [{}, { ...fido2, keyRestrictions: { aaGuids: [1] } }] },
      /authenticationMethodConfigurations\.1\.keyRestrictions\.aaGuids\.0: expected string, found a number/,
    ],
    [
      'too many ids',
      { ...fido2, keyRestrictions: { aaGuids: Array(5001).fill('SECRET') } },
      /aaGuids: more than 5000 long/,
    ],
    ['another method', { id: 'SECRET', state: 'enabled' }, /id: .*another method/],
    [
      'a policy without fido2',
      { authenticationMethodConfigurations: [{ id: 'Sms' }] },
      /no entry has the id/,
    ],
    ['fido2 twice', { authenticationMethodConfigurations: [fido2, fido2] }, /more than one entry/],
    ['configurations of another kind', { authenticationMethodConfigurations: 'SECRET' }, /expected a list/],
    ['an error of Graph', { error: { code: 'SECRET', message: 'SECRET' } }, /an error that Graph answered/],
    ['output of a cmdlet', { Id: 'Fido2', AdditionalProperties: {} }, /written by a PowerShell cmdlet/],
    ['an empty object', {}, /id: expected string, found nothing/],
    ['a list', ['SECRET'], /holds a list/],
    ['a text', '"SECRET"', /holds a text/],
    ['null', 'null', /holds null/],
    ['nothing', '', /is empty/],
    ['bytes that are no text', Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), /is not UTF-8 text/],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x7b]), /is not UTF-16LE text/],
    [
      'inherited names',
      '{"__proto__": {"id": "Fido2", "state": "enabled"}}',
      /id: expected string, found nothing/,
    ],
    [
      'more faults than fit',
      {
        id: 'Fido2',
        state: 1,
        isAttestationEnforced: 1,
        isSelfServiceRegistrationAllowed: 1,
        includeTargets: [1, 1, 1],
      },
      /and 1 more/,
    ],
  ])('%s', async (_name, content, words) => {
    const { code, message, where } = await refusalOf(content);
    expect(code).toBe('tenant.invalid');
    expect(message).toMatch(words);
    expect(`${message}${where}`).not.toContain('SECRET');
  });

  it('nesting without end, quickly', async () => {
    const deep = `{"id":"Fido2","state":"enabled","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await refusalOf(deep)).message).toMatch(/nested deeper than 32 levels/);
  });
});

describe('refused unread', () => {
  it('a file beyond the limit', async () => {
    expect((await refusalOf(' '.repeat(256 * 1024 + 1))).code).toBe('tenant.too-large');
    // At the limit it is read, and then judged.
    expect((await refusalOf(' '.repeat(256 * 1024))).code).toBe('tenant.invalid');
  });

  it('what is no file, is not there, or never ends', async () => {
    const folder = join(dir, 'folder');
    await mkdir(folder);
    const fifo = join(dir, 'fifo');
    execFileSync('/usr/bin/mkfifo', [fifo]);
    for (const path of [folder, fifo, '/dev/zero'])
      expect(await refusal(path), path).toMatchObject({
        code: 'tenant.unreadable',
        message: expect.stringMatching(/is not a file/),
      });
    const missing = join(dir, 'missing.json');
    expect(await refusal(missing)).toMatchObject({
      code: 'tenant.unreadable',
      message: `cannot read ${missing} (ENOENT)`,
      where: missing,
    });
  });

  it('a file without rights', async ({ skip }) => {
    skip(process.geteuid?.() === 0, 'root may read every file');
    const path = await given(fido2);
    await chmod(path, 0);
    expect(await refusal(path)).toMatchObject({ code: 'tenant.unreadable' });
  });
});
