import type { EnrollResponse } from '../contract/http.ts';
import { PlatformName } from '../contract/platform-name.ts';
import { type ProblemCode, ProblemError, problemCatalogue } from '../contract/problem.ts';
import { createCollectorClient } from '../upload/collector-client.ts';
import { checkCollectorUrl } from '../upload/collector-url.ts';
import { withSenderLock } from '../upload/sender-lock.ts';
import type { Installation } from './installation.ts';

/**
 * Enrols this installation's key with a collector by an enrolment code and remembers where it is enrolled.
 * Throws `upload.insecure-url`, `upload.unreachable`, `upload.retry-later`, `upload.bad-answer`, `enroll.*`, `upload.rejected`, `state.*`.
 */
export async function enrolThisInstallation(
  installation: Installation,
  collectorUrl: string,
  code: string,
): Promise<EnrollResponse> {
  const url = checkCollectorUrl(collectorUrl);
  const trimmed = code.trim();
  if (trimmed.length < 4 || trimmed.length > 64)
    throw new ProblemError('enroll.bad-code', 'an enrolment code has 4 to 64 characters');
  return withSenderLock(installation.stateDir, async (lockLost) => {
    const { key } = await installation.loadKey();
    const client = createCollectorClient({
      url,
      key,
      sequence: installation.sequence,
      clock: installation.clock,
    });
    const answer = await client.enroll(
      {
        code: trimmed,
        publicKey: key.publicKey,
        device: { name: installation.hostName, platform: PlatformName.parse(process.platform) },
      },
      lockLost,
    );
    if (answer.kind === 'rejected') throw inItsOwnCode(answer.problem, answer.code);
    if (answer.kind !== 'accepted') throw answer.problem;
    await installation.enrolment.write({
      collectorUrl: url.href.replace(/\/$/, ''),
      deviceId: answer.value.deviceId,
      assurance: answer.value.assurance,
      enrolledAt: answer.value.enrolledAt,
      keyThumbprint: key.thumbprint,
    });
    await installation.sending.write({ lastUploadAt: null, notBefore: null, lastProblem: null });
    return answer.value;
  });
}

/** A refusal in the collector's own code where this version knows it. */
function inItsOwnCode(problem: ProblemError, code: string): ProblemError {
  return Object.hasOwn(problemCatalogue, code)
    ? new ProblemError(code as ProblemCode, problem.message.replace(` (${code})`, ''), { cause: problem })
    : problem;
}
