import type { UploadStatus } from '../contract/status.ts';
import { type Installation, readEnrolment } from './installation.ts';
import { readSending } from './send-spool.ts';

/** What this installation last sent and what waits. Makes no key: asking changes nothing. */
export async function readUploadStatus(installation: Installation): Promise<UploadStatus> {
  const record = await installation.enrolment.read();
  const enrolment =
    record.kind === 'found'
      ? await readEnrolment(installation, (await installation.loadKey()).key.thumbprint)
      : null;
  const sending = await readSending(installation);
  const counts = await installation.outbox.counts();
  return {
    collectorUrl: enrolment?.collectorUrl ?? null,
    enrolled: enrolment !== null,
    deviceId: enrolment?.deviceId ?? null,
    lastUploadAt: sending.lastUploadAt,
    waiting: counts.waiting,
    setAside: counts.setAside,
    dropped: counts.dropped,
    lastProblem: sending.lastProblem,
  };
}
