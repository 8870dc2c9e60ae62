import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import { highestMacosFor } from '../../mac-upgrade.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { cannotTell, type Truth, truthOf } from '../../truth.ts';
import { minimumFor } from '../../version-truth.ts';

/**
 * Can this model install the macOS that the policy minimum `id` asks for? The first Mac with Apple silicon came with macOS 11 and can install
 * every macOS since.
 * Source: https://support.apple.com/HT213264
 */
export function canInstall(subject: Subject, grounds: Grounds, id: string): Truth {
  const needed = Number.parseInt(minimumFor(subject, grounds, id)?.minimum ?? '', 10);
  const appleSilicon = look(subject, 'secure-enclave', ({ chip }) =>
    read('secure-enclave', 'chip', chip, (value) => truthOf(value === 'apple-silicon')),
  );
  if (appleSilicon === 'yes') return 'yes';
  return look(subject, 'hardware', ({ model }) => {
    const highest = highestMacosFor(model, grounds);
    return highest === null || Number.isNaN(needed)
      ? cannotTell({ signal: 'hardware', reason: 'not-supported', detail: 'highest macOS of this model' })
      : truthOf(highest >= needed);
  });
}

/** Evidence: the highest macOS this model can install. */
export function sawLimit(subject: Subject, grounds: Grounds): Evidence[] {
  const model = factsOf(subject, 'hardware')?.model ?? null;
  const highest = highestMacosFor(model, grounds);
  if (highest === null) return [];
  const says = `${(model ?? '').slice(0, 60)} can install macOS ${highest} at most`;
  return [{ ...saw(subject, 'hardware', says), reason: 'no-newer-system' }];
}
