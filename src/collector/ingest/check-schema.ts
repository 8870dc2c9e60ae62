import { z } from 'zod';
import { ProblemError } from '../../contract/problem.ts';
import { REPORT_SCHEMA_VERSION } from '../../contract/report.ts';

const maxIssues = 3;
const Versioned = z.looseObject({ schemaVersion: z.number() });

/** Checks a body against its schema. Throws `ingest.schema` whose `where` is the JSON pointer of the first fault. */
export function checkSchema<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, maxIssues).map((issue) => ({
    pointer: pointerTo(issue.path),
    message: issue.message,
  }));
  const more = result.error.issues.length - issues.length;
  const detail = issues.map(({ pointer, message }) => `${pointer || '(whole body)'}: ${message}`).join('; ');
  throw new ProblemError('ingest.schema', more > 0 ? `${detail}; and ${more} more` : detail, {
    where: issues[0]?.pointer ?? '',
  });
}

/** PostgreSQL's calendar has no year 0 (https://www.postgresql.org/docs/current/datatype-datetime.html). Throws `ingest.schema`. */
export function checkStorableTime(createdAt: string): void {
  if (createdAt < '0001')
    throw new ProblemError('ingest.schema', '/createdAt: there is no such year', { where: '/createdAt' });
}

/** Tells a report of a newer agent from a wrong one. Throws `ingest.schema-too-new`. */
export function checkReportVersion(value: unknown): void {
  const versioned = Versioned.safeParse(value);
  if (versioned.success && versioned.data.schemaVersion > REPORT_SCHEMA_VERSION)
    throw new ProblemError(
      'ingest.schema-too-new',
      `the report has schema version ${versioned.data.schemaVersion}, this collector reads ${REPORT_SCHEMA_VERSION}`,
      { where: '/schemaVersion' },
    );
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
