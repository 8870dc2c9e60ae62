import { z } from 'zod';

/** Each message is one line of the second serial port, which the kernel's own console never writes to. */
const marker = '@@keyready-lab ';

/** What one run of the product in the guest came to. `stdout` is as the product wrote it. */
const SituationOutcome = z.strictObject({
  kind: z.literal('situation'),
  name: z.string(),
  exitCode: z.number().int().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  tookMs: z.number().nonnegative(),
});
export type SituationOutcome = z.infer<typeof SituationOutcome>;

const LabMessage = z.discriminatedUnion('kind', [
  SituationOutcome,
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
  z.strictObject({ kind: z.literal('done'), situations: z.number().int().positive() }),
]);
export type LabMessage = z.infer<typeof LabMessage>;

export function encodeLabMessage(message: LabMessage): string {
  return `${marker}${JSON.stringify(message)}\n`;
}

/**
 * Reads all messages of a boot.
 * @throws Error when the guest failed, or the messages are not whole: a result that got lost is never a smaller one.
 */
export function decodeBoot(serialText: string): SituationOutcome[] {
  const lines = serialText.split('\n').filter((line) => line.startsWith(marker));
  const messages = lines.map((line) => LabMessage.parse(JSON.parse(line.slice(marker.length))));
  for (const message of messages)
    if (message.kind === 'failed') throw new Error(`in the guest: ${message.message}`);
  const outcomes = messages.filter((message) => message.kind === 'situation');
  const last = messages.at(-1);
  if (last?.kind !== 'done') throw new Error('the guest ended before it was done');
  if (last.situations !== outcomes.length)
    throw new Error(`the guest ran ${last.situations} situations, ${outcomes.length} arrived`);
  return outcomes;
}
