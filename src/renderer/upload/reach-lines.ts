import type { UploadStatus } from '../../contract/status.ts';
import { relativeAge } from '../../ui/relative-age.ts';
import { words } from '../words.en.ts';

/** Where this installation stands with IT, in one or a few short sentences. */
export function reachLines(status: UploadStatus, now: Date): string[] {
  const lines: string[] = [];
  if (!status.enrolled) return [words.reach.notEnrolled];
  if (status.lastProblem !== null) {
    lines.push(
      status.lastProblem.code === 'upload.unreachable' ? words.reach.notReached : status.lastProblem.title,
    );
  }
  if (status.lastUploadAt === null) lines.push(words.reach.neverSent);
  else lines.push(words.reach.sent(relativeAge(new Date(status.lastUploadAt), now)));
  if (status.waiting > 0) lines.push(words.reach.waiting(status.waiting));
  if (status.setAside > 0) lines.push(words.reach.setAside(status.setAside));
  if (status.dropped) lines.push(words.reach.dropped(status.dropped));
  return lines;
}
