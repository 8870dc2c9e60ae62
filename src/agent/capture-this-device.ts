import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SignalCapture } from '../contract/capture.ts';
import { ProblemError } from '../contract/problem.ts';
import { type SignalId, signalIds } from '../contract/signals.ts';
import type { CaptureSummary, ScanOptions } from './agent.ts';
import { scanSignals } from './scan-signals.ts';
import type { ScanParts } from './scan-this-device.ts';

/**
 * Records what this machine's probes ask and hear, redacted, into an empty or new folder.
 * Throws `capture.folder-not-empty`, `capture.not-writable`, `scan.cancelled`, `policy.*`.
 */
export async function captureThisDevice(
  parts: Pick<ScanParts, 'installation' | 'launchHost' | 'elevated' | 'wishes'>,
  dir: string,
  options: Pick<ScanOptions, 'only' | 'stop' | 'onProgress'>,
): Promise<CaptureSummary> {
  const recordDir = resolve(dir);
  const partial = await scanSignals({
    signals: options.only ?? signalIds,
    context: parts.elevated ? 'device' : 'user',
    agentVersion: parts.installation.agentVersion,
    clock: parts.installation.clock,
    launchHost: parts.launchHost,
    recordDir,
    wishes: parts.wishes,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.stop ? { stop: options.stop } : {}),
  });
  if (options.stop?.aborted || partial.completeness === 'cancelled')
    throw new ProblemError('scan.cancelled', 'the recording was cancelled; the folder holds no capture');
  const signals = await Promise.all(
    signalIds.flatMap((signal) => {
      const observation = partial.signals[signal];
      return observation ? [summarise(recordDir, signal, observation.kind)] : [];
    }),
  );
  return { dir: recordDir, signals };
}

/** Counted in the file itself: what is said about a capture is what is in it. A signal nobody asked about has no file. */
async function summarise(
  dir: string,
  signal: SignalId,
  kind: string,
): Promise<CaptureSummary['signals'][number]> {
  const text = await readFile(join(dir, `${signal}.json`), 'utf8').catch(() => null);
  const exchanges = text === null ? 0 : SignalCapture.parse(JSON.parse(text)).exchanges.length;
  return { signal, exchanges, kind };
}
