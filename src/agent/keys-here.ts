import { ProblemError } from '../contract/problem.ts';
import type { SignalId } from '../contract/signals.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { showKeys } from '../core/keys/show-keys.ts';
import type { KeysLook, KeysOptions } from './agent.ts';
import { scanSignals } from './scan-signals.ts';
import { recognise, type ScanParts } from './scan-this-device.ts';

const keySignals: readonly SignalId[] = ['os', 'browsers', 'security-key'];
const orderSignals: readonly SignalId[] = ['connectors', 'bluetooth'];

/**
 * Looks at the security keys attached now and judges them. Nothing of it is remembered or sent. Throws `scan.cancelled`,
 * `policy.*`, `tenant.*`, `capture.*`; a key that cannot be read is an answer.
 */
export async function lookAtKeys(parts: ScanParts, options: KeysOptions): Promise<KeysLook> {
  const { installation } = parts;
  const { stop, orderSheet = false } = options;
  const trouble: ProblemError[] = [];
  const [report, files] = await Promise.all([
    scanSignals({
      signals: orderSheet ? [...keySignals, ...orderSignals] : keySignals,
      context: parts.elevated ? 'device' : 'user',
      agentVersion: installation.agentVersion,
      clock: installation.clock,
      launchHost: parts.launchHost,
      recognitionKey: () => recognise(installation, trouble),
      ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      ...(stop === undefined ? {} : { stop }),
    }),
    parts.policyFiles(options.tenantFile),
  ]);
  if (stop?.aborted || report.completeness === 'cancelled')
    throw new ProblemError('scan.cancelled', 'the look at the keys was cancelled');
  return {
    output: showKeys(report, files, installation.clock.now(), { orderSheet }),
    problems: trouble.map((problem) => describeProblem(problem, files.problems, 'cli.internal')),
  };
}
