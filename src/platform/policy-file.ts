import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ProblemError } from '../contract/problem.ts';
import { parseJson } from './state-file.ts';
import { danglingAlias, placeOf } from './yaml-place.ts';

const MAX_POLICY_FILE_BYTES = 1024 * 1024;
/** Enough for a person's own shorthand, too few for a file that grows without bound when read. */
const MAX_ALIASES = 50;
const MAX_ISSUES_SHOWN = 5;

/**
 * One file of a policy folder, checked by its schema. Throws ProblemError `policy.unreadable` (naming the file) or `policy.invalid` (naming file,
 * line:column and field).
 *
 * The YAML reader also takes JSON and knows the place of a fault, but needs 100 ms for the table of models: so it is asked
 * only when JSON.parse or the schema has refused.
 */
export async function readPolicyFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readBounded(file);
  const quick = file.endsWith('.json') ? schema.safeParse(parseJson(text)) : undefined;
  if (quick?.success) return quick.data;

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', uniqueKeys: true });
  // A warning here is an unresolved tag: data in a form nobody asked for.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    const what = fault.message.split('\n')[0] ?? fault.code;
    throw new ProblemError('policy.invalid', `${file}:${line}:${col}: ${what}`, {
      where: `${file}:${line}:${col}`,
    });
  }
  const checked = schema.safeParse(toPlain(document, lines, file));
  if (checked.success) return checked.data;

  const faults = checked.error.issues.map((issue) => ({ ...placeOf(document, lines, issue), issue }));
  const shown = faults
    .slice(0, MAX_ISSUES_SHOWN)
    .map(({ line, column, field, issue }) => `${file}:${line}:${column}: ${field}: ${issue.message}`);
  const more = faults.length - shown.length;
  const first = faults[0];
  throw new ProblemError(
    'policy.invalid',
    `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    first === undefined ? {} : { where: `${file}:${first.line}:${first.column} ${first.field}` },
  );
}

/** Plain data of a document; the only expected throw is about aliases: one without its anchor, or ones that multiply. */
function toPlain(document: ReturnType<typeof parseDocument>, lines: LineCounter, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    // Looked for only now: each alias is looked up in the whole document.
    const dangling = danglingAlias(document, lines);
    if (dangling !== null) {
      const where = `${file}:${dangling.line}:${dangling.column}`;
      throw new ProblemError('policy.invalid', `${where}: ${dangling.field} refers to nothing`, {
        where,
        cause,
      });
    }
    throw new ProblemError('policy.invalid', `${file}: ${cause.message}`, { where: file, cause });
  }
}

async function readBounded(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_POLICY_FILE_BYTES) {
      throw new ProblemError('policy.invalid', `${file} is larger than ${MAX_POLICY_FILE_BYTES} bytes`, {
        where: file,
      });
    }
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new ProblemError('policy.unreadable', `Cannot read ${file} (${code})`, { where: file, cause });
  }
}
