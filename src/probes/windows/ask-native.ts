import type { ProbeReach } from '../../platform/reach.ts';
import { type NativeAnswer, type NativeFact, nativeAnswers } from '../../platform/windows/native-answers.ts';
import { tidyText, type Unknown, unknown, unknownFrom } from '../probe.ts';

/** A call of Windows that did not give its answer: the library or function is not there, or it returned an error. */
type Uncalled = { missing: string; error: number } | { result: number };

/** Asks the addon and checks the form of its answer. "Could not tell" when there is no addon, or its answer has another form. */
export async function askNative<Fact extends NativeFact>(
  reach: ProbeReach,
  fact: Fact,
  ...args: readonly string[]
): Promise<{ ok: true; answer: NativeAnswer<Fact> } | { ok: false; unknown: Unknown }> {
  const asked = await reach.native.ask(fact, args);
  if (!asked.ok) return { ok: false, unknown: unknownFrom(asked) };
  const checked = nativeAnswers[fact].safeParse(asked.value);
  return checked.success
    ? { ok: true, answer: checked.data as NativeAnswer<Fact> }
    : { ok: false, unknown: unknown('unreadable', `${fact} came in another form`) };
}

const ACCESS_DENIED: readonly number[] = [5, 0x8007_0005, 0xc000_0022];

/** Why a call gave no answer, as "could not tell". */
export function whyUncalled(call: string, uncalled: Uncalled): Unknown {
  if ('missing' in uncalled) return unknown('not-supported', `${tidyText(uncalled.missing)} is missing`);
  const code = codeInWords(uncalled.result);
  return ACCESS_DENIED.includes(uncalled.result)
    ? unknown('needs-elevation', `${call}: ${code}`)
    : unknown('refused', `${call}: ${code}`);
}

/** `0x80090011`. */
export function codeInWords(code: number): string {
  return `0x${code.toString(16).padStart(8, '0')}`;
}
