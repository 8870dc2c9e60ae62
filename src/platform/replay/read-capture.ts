import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import {
  CAPTURE_SCHEMA_VERSION,
  CaptureManifest,
  type Exchange,
  SignalCapture,
} from '../../contract/capture.ts';
import { ProblemError } from '../../contract/problem.ts';
import { isReachProblem, questionOf, shapeOfCall } from '../record/reach-calls.ts';
import { systemCode } from '../system-code.ts';

const MAX_MANIFEST_BYTES = 256 * 1024;
const MAX_SIGNAL_BYTES = 32 * 1024 * 1024;
/** Far more signals than there are; bounds the memory that a folder from elsewhere can take. */
const MAX_SIGNAL_FILES = 50;
const MANIFEST_FILE = 'capture.json';

export type Capture = {
  /** Folder name, which stands in for the capture in reports. */
  name: string;
  manifest: CaptureManifest;
  /** Exchanges by signal; a signal without a file was not captured. */
  exchanges: ReadonlyMap<string, readonly Exchange[]>;
};

/**
 * Reads a whole capture folder and checks all of it. Throws ProblemError capture.not-a-capture, naming file and field,
 * or capture.unsupported-version.
 */
export async function readCapture(dir: string): Promise<Capture> {
  const folder = resolve(dir);
  const manifest = parseManifest(await readJson(folder, MANIFEST_FILE, MAX_MANIFEST_BYTES), folder);
  const exchanges = new Map<string, readonly Exchange[]>();
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && file !== MANIFEST_FILE);
  if (files.length > MAX_SIGNAL_FILES) throw fault(folder, '', `holds more than ${MAX_SIGNAL_FILES} signals`);
  for (const file of files.sort()) {
    const signal = basename(file, '.json');
    exchanges.set(
      signal,
      parseSignal(await readJson(folder, file, MAX_SIGNAL_BYTES), signal, join(folder, file)),
    );
  }
  return { name: basename(folder), manifest, exchanges };
}

function parseManifest(value: unknown, folder: string): CaptureManifest {
  const file = join(folder, MANIFEST_FILE);
  const version = z.looseObject({ captureVersion: z.number().int() }).safeParse(value);
  if (version.success && version.data.captureVersion > CAPTURE_SCHEMA_VERSION) {
    throw new ProblemError(
      'capture.unsupported-version',
      `${file} has captureVersion ${version.data.captureVersion}; this program reads ${CAPTURE_SCHEMA_VERSION}`,
      { where: `${file}#/captureVersion` },
    );
  }
  const parsed = CaptureManifest.safeParse(value);
  if (!parsed.success) throw notACapture(file, parsed.error);
  return parsed.data;
}

function parseSignal(value: unknown, signal: string, file: string): Exchange[] {
  const parsed = SignalCapture.safeParse(value);
  if (!parsed.success) throw notACapture(file, parsed.error);
  if (parsed.data.signal !== signal) {
    throw fault(file, '/signal', `says ${parsed.data.signal}, the file is named for ${signal}`);
  }
  return parsed.data.exchanges.map((exchange, index) => checkExchange(exchange, `/exchanges/${index}`, file));
}

/** A recorded answer must have the shape that probes rely on: a capture comes from elsewhere. */
function checkExchange(exchange: Exchange, at: string, file: string): Exchange {
  const { port, call, args, outcome } = exchange;
  const shape = shapeOfCall(port, call);
  if (shape === undefined) throw fault(file, at, `there is no call ${port}.${call}`);
  if (outcome.ok) {
    const value = shape.value.safeParse(outcome.value);
    if (!value.success) {
      const [issue] = value.error.issues;
      const path = [at, 'outcome', 'value', ...(issue?.path ?? [])].join('/');
      throw fault(file, path, issue?.message ?? 'unfit');
    }
  }
  if (!outcome.ok && !isReachProblem(outcome.problem)) {
    throw fault(file, `${at}/outcome/problem`, `there is no problem "${outcome.problem}"`);
  }
  return { ...exchange, args: questionOf(shape, args) };
}

async function readJson(folder: string, name: string, maxBytes: number): Promise<unknown> {
  const path = join(folder, name);
  let text: string;
  try {
    // A link could lead out of the folder, so none is followed; a fifo or device could block or act.
    const file = await open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const { size: sizeBytes, ...kind } = await file
        .stat()
        .then((s) => ({ size: s.size, isFile: s.isFile() }));
      if (!kind.isFile) throw fault(path, '', 'is not a regular file');
      if (sizeBytes > maxBytes) throw fault(path, '', `is larger than ${maxBytes} bytes`);
      text = await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw fault(path, '', await whyUnreadable(folder, error));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault(path, '', `is not JSON (${(error as Error).name})`);
  }
}

async function whyUnreadable(folder: string, error: unknown): Promise<string> {
  const code = systemCode(error);
  if (code === 'ELOOP') return 'is a symbolic link';
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? `cannot be read (${code})` : `cannot be read: ${folder} is not a folder`;
}

function notACapture(file: string, error: z.ZodError): ProblemError {
  const [issue] = error.issues;
  return fault(file, `/${issue?.path.join('/') ?? ''}`, issue?.message ?? 'unfit');
}

function fault(file: string, field: string, what: string): ProblemError {
  const place = field === '' ? file : `${file}#${field}`;
  return new ProblemError('capture.not-a-capture', `${place}: ${what}`, { where: place });
}
