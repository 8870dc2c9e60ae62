import { look, read } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { cannotTell, type Truth, truthOf } from '../truth.ts';

/**
 * The three models under which Windows Hello registers passkeys, by where it keeps the key.
 * Source: https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/authentication/how-to-authentication-entra-passkeys-on-windows.md
 */
const helloModels = {
  software: '6028b017-b1d4-4c02-b4b3-afcdafc96bb2',
  hardware: '08987058-cadc-4b81-b6e1-30de50dcbe96',
  virtualization: '9ddd1817-af5a-4672-a2b9-3e3dd95000a9',
} as const;

/**
 * Which of them this PC would use: software without a TPM, else VBS where virtualization-based security runs, else hardware. That is deduced
 * from their names, not published. Where a part could not be told, every model that is left.
 */
export function predictHelloModels(subject: Subject): string[] {
  const tpm = look(subject, 'tpm', ({ present }) => truthOf(present));
  const vbs = look(subject, 'secure-boot', (facts) =>
    facts.vbs === undefined
      ? cannotTell({ signal: 'secure-boot', reason: 'not-scanned' })
      : read('secure-boot', 'virtualization-based security', facts.vbs.running, truthOf, 'no'),
  );
  const possible = (truth: Truth) => truth !== 'no';
  return [
    ...(tpm === 'yes' ? [] : [helloModels.software]),
    ...(possible(tpm) && vbs !== 'yes' ? [helloModels.hardware] : []),
    ...(possible(tpm) && possible(vbs) ? [helloModels.virtualization] : []),
  ];
}
