import type { Agent, ScanResult, UploadOutcome } from '../../agent/agent.ts';
import type { RunningCollector } from '../../collector/server.ts';
import type { CliIo } from '../io.ts';
import { progressLine } from '../render/progress.ts';

const enrolmentValidForMs = 10 * 60_000;

/**
 * Enrols this device with a code made on the spot (a key that is enrolled already keeps its enrolment), scans, and sends.
 * Throws what these throw, `scan.cancelled` among it.
 */
export async function checkThisDevice(
  io: CliIo,
  agent: Agent,
  collector: RunningCollector,
  stop: AbortSignal,
): Promise<{ result: ScanResult; upload: UploadOutcome }> {
  const code = await collector.createEnrolmentCode({ uses: 1, validForMs: enrolmentValidForMs });
  await agent.enroll(collector.url, code);
  const progress = progressLine(io);
  const result = await agent.scan({ stop, onProgress: progress.show }).finally(progress.erase);
  return { result, upload: await agent.upload(stop) };
}
