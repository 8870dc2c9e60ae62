import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { ProblemError } from '../contract/problem.ts';
import { Fido2Configuration, type TenantPolicy } from '../contract/tenant.ts';
import { findJsonFault } from './find-json-fault.ts';
import { readUpTo } from './read-up-to.ts';
import { systemCode } from './system-code.ts';

const MAX_TENANT_FILE_BYTES = 256 * 1024;
/** Graph's own nesting is five deep. */
const MAX_DEPTH = 32;
const MAX_ISSUES_SHOWN = 5;
const VERSION_HEX_DIGITS = 8;

/**
 * A tenant's passkey settings out of a file: Microsoft Graph's answer for the fido2 method, or for the whole policy of
 * authentication methods. Throws ProblemError `tenant.unreadable`, `tenant.too-large`, or `tenant.invalid` naming line and
 * column or the field; what the file holds is never repeated.
 */
export async function readTenantFile(path: string): Promise<TenantPolicy> {
  const parsed = parseJson(decode(await readBounded(path), path), path);
  if (isDeeperThan(parsed, MAX_DEPTH)) throw invalid(path, `is nested deeper than ${MAX_DEPTH} levels`);
  const { value, at } = pickFido2(parsed, path);
  const checked = Fido2Configuration.safeParse(value);
  if (!checked.success) throw invalidFields(path, at, value, checked.error.issues);
  return { fido2: checked.data, version: versionOf(value) };
}

async function readBounded(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Non-blocking, so that a fifo put where a file belongs cannot hold the open.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await file.stat()).isFile())
      throw new ProblemError('tenant.unreadable', `${path} is not a file`, { where: path });
    const bytes = await readUpTo(file, MAX_TENANT_FILE_BYTES);
    if (bytes !== null) return bytes;
    throw new ProblemError('tenant.too-large', `${path} is larger than ${MAX_TENANT_FILE_BYTES / 1024} KB`, {
      where: path,
    });
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    const detail = `cannot read ${path} (${systemCode(cause) ?? 'unknown error'})`;
    throw new ProblemError('tenant.unreadable', detail, { where: path, cause });
  } finally {
    await file?.close();
  }
}

/** UTF-8, or UTF-16 with a byte order mark, which is what `>` of Windows PowerShell 5 writes. */
function decode(bytes: Buffer, path: string): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    // A byte order mark is dropped by the decoder.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid(path, `is not ${encoding.toUpperCase()} text`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  if (text.trim() === '') throw invalid(path, 'is empty');
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the text, so only the place is taken over.
    const before = text.slice(0, findJsonFault(text)).split('\n');
    const place = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
    throw new ProblemError('tenant.invalid', `${path}:${place}: not JSON from here on`, {
      where: `${path}:${place}`,
    });
  }
}

type Picked = { value: unknown; at: readonly string[] };

/** The fido2 settings in what Graph gave, and where they stand. */
function pickFido2(parsed: unknown, path: string): Picked {
  if (!isRecord(parsed)) throw invalid(path, `holds ${kindOf(parsed)} where Graph gives an object`);
  const list = parsed.authenticationMethodConfigurations;
  if (list === undefined) {
    refuseOtherKinds(parsed, path);
    return { value: parsed, at: [] };
  }
  const field = 'authenticationMethodConfigurations';
  if (!Array.isArray(list))
    throw invalid(path, `${field}: expected a list, found ${kindOf(list)}`, { field });
  const found = list.flatMap((value, index) =>
    isRecord(value) && isFido2(value.id) ? [{ value, at: [field, String(index)] }] : [],
  );
  const [only, second] = found;
  if (only === undefined) throw invalid(path, `${field}: no entry has the id Fido2`, { field });
  if (second !== undefined) throw invalid(path, `${field}: more than one entry has the id Fido2`, { field });
  return only;
}

function refuseOtherKinds(parsed: Readonly<Record<string, unknown>>, path: string): void {
  if (isFido2(parsed.id)) return;
  if (isRecord(parsed.error))
    throw invalid(path, 'holds an error that Graph answered instead of the settings', { field: 'error' });
  if (parsed.AdditionalProperties !== undefined)
    throw invalid(path, 'was written by a PowerShell cmdlet, not by Graph: save the raw JSON answer', {
      field: 'AdditionalProperties',
    });
  if (typeof parsed.id === 'string')
    throw invalid(path, 'id: these are the settings of another method, not of Fido2', { field: 'id' });
}

function isFido2(id: unknown): boolean {
  return typeof id === 'string' && id.toLowerCase() === 'fido2';
}

function invalidFields(
  path: string,
  at: readonly string[],
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): ProblemError {
  const faults = issues.map((issue) => {
    const field = [...at, ...issue.path.map(String)].join('.');
    return { field, says: `${field}: ${inWords(issue, valueAt(value, issue.path))}` };
  });
  const shown = faults.slice(0, MAX_ISSUES_SHOWN).map(({ says }) => says);
  const more = faults.length - shown.length;
  return invalid(path, `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`, {
    field: faults[0]?.field ?? '',
  });
}

function inWords(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'too_big') return `more than ${issue.maximum} long`;
  const expected =
    issue.code === 'invalid_type'
      ? issue.expected
      : issue.code === 'invalid_value'
        ? `one of ${issue.values.join(', ')}`
        : 'another form';
  return `expected ${expected}, found ${kindOf(found)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[part];
  }
  return here;
}

/** The kind only: the value may be anything. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(path: string, says: string, more: { field?: string; cause?: unknown } = {}): ProblemError {
  const where = more.field === undefined ? path : `${path} ${more.field}`;
  return new ProblemError('tenant.invalid', `${path}: ${says}`, { where, cause: more.cause });
}

/** Walks without recursion: the depth is what may be hostile. */
function isDeeperThan(root: unknown, limit: number): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** The same settings give the same digest, whatever the order of fields and whichever of the two answers they came in. */
function versionOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, VERSION_HEX_DIGITS);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .filter((name) => !name.startsWith('@odata.'))
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(',')}}`;
}
