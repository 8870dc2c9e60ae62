import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_REPORT_JSON_BYTES } from '../../contract/http.ts';
import { ProblemError } from '../../contract/problem.ts';
import { findJsonFault } from '../../platform/find-json-fault.ts';
import { systemCode } from '../../platform/system-code.ts';

const inflate = promisify(gunzip);
/** Deeper than any report; JSON.stringify and friends are recursive. */
const maxDepth = 64;

/** Undoes the content encoding; a gzip bomb stops at the cap. Throws `ingest.bad-encoding` and `ingest.too-large`. */
export async function decodeBody(body: Uint8Array, contentEncoding: string | undefined): Promise<Uint8Array> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new ProblemError('ingest.bad-encoding', 'content-encoding must be gzip or identity', {
      where: 'content-encoding',
    });
  try {
    return await inflate(body, { maxOutputLength: MAX_REPORT_JSON_BYTES });
  } catch (cause) {
    if (systemCode(cause) === 'ERR_BUFFER_TOO_LARGE')
      throw new ProblemError('ingest.too-large', `more than ${MAX_REPORT_JSON_BYTES} bytes when unpacked`, {
        cause,
      });
    throw new ProblemError('ingest.bad-encoding', 'the body is not gzip', { cause });
  }
}

/**
 * JSON that can be stored. Throws `ingest.malformed-json` with the place (`line 3, column 7`), and `ingest.schema` with
 * a JSON pointer for text that PostgreSQL's jsonb cannot hold (NUL, half of a surrogate pair,
 * https://www.postgresql.org/docs/current/datatype-json.html) and for names or depths that no honest report has.
 */
export function parseStorableJson(bytes: Uint8Array): unknown {
  const text = decodeText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('ingest.malformed-json', 'the body is not JSON', {
      where: placeOf(findJsonFault(text), text),
      cause,
    });
  }
  const fault = findUnstorable(value);
  if (fault) throw new ProblemError('ingest.schema', fault.what, { where: fault.pointer });
  return value;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError('ingest.malformed-json', 'the body is not UTF-8 text', { cause });
  }
}

function placeOf(position: number, text: string): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

function findUnstorable(root: unknown): { pointer: string; what: string } | undefined {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value === 'string' && !isStorableText(value))
      return { pointer, what: 'text may not contain NUL or broken characters' };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= maxDepth) return { pointer, what: `nested deeper than ${maxDepth} levels` };
    for (const [name, child] of Object.entries(value)) {
      const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (name === '__proto__' || !isStorableText(name))
        return { pointer, what: 'a field has a forbidden name' };
      open.push({ value: child, pointer: at, depth: depth + 1 });
    }
  }
  return undefined;
}

function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
