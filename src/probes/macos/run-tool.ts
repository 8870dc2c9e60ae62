import type { ProbeReach } from '../../platform/reach.ts';
import { tidyText, type Unknown, unknown, unknownFrom } from '../probe.ts';

/** What a tool printed, or why it told nothing. */
export type ToolAnswer = { ok: true; text: string } | { ok: false; unknown: Unknown };

/** Longest text any of these tools prints for one question; more is not what was asked for. */
const MAX_TEXT = 256 * 1024;

/**
 * Runs one of macOS' own tools. Its exit code is looked at before its words: a tool that failed has said nothing, so that
 * neither silence nor half a list passes for an answer.
 */
export async function runTool(
  reach: ProbeReach,
  file: string,
  args: readonly string[],
  timeLimitMs?: number,
): Promise<ToolAnswer> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const run = await reach.commands.run(file, args, timeLimitMs);
  if (!run.ok) {
    return {
      ok: false,
      unknown:
        run.problem === 'not-found'
          ? unknown('not-supported', `this macOS has no ${name}`)
          : unknownFrom(run, run.detail ?? name),
    };
  }
  const { exitCode, stdout, stderr } = run.value;
  if (exitCode !== 0) {
    const why = tidyText(stderr.split('\n')[0] ?? '', 120);
    return {
      ok: false,
      unknown: unknown('refused', `${name} ended with ${exitCode}${why === '' ? '' : `: ${why}`}`),
    };
  }
  if (stdout.length > MAX_TEXT)
    return { ok: false, unknown: unknown('unreadable', `${name} said far more than it should`) };
  return { ok: true, text: stdout };
}
