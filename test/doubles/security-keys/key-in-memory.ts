import { type KeyTransport, TransportError } from '../../../src/ctap/transport.ts';
import { type KeyModel, traitsOf } from '../../lab/security-keys/key-model.ts';
import { Authenticator, errorTo } from '../../lab/virtual-key/authenticator.ts';
import { MessageAssembler, splitMessage } from '../../lab/virtual-key/ctaphid-frames.ts';

/** What can go wrong with it: it never answers, or is pulled out when the third packet has come. */
export type Trouble = 'stalls' | 'unplugged';

/** The lab's virtual key at the end of a transport, without a kernel between. */
export function keyInMemory(model: KeyModel, trouble?: Trouble): KeyTransport {
  const key = new Authenticator(traitsOf(model));
  const assembler = new MessageAssembler();
  const ready: Uint8Array[] = [];
  let written = 0;
  return {
    async write(packet) {
      written += 1;
      if (trouble === 'unplugged' && written > 2) throw new TransportError('gone', 'pulled out');
      const taken = assembler.take(packet);
      if (taken.kind === 'more' || trouble === 'stalls') return;
      const answer =
        taken.kind === 'message' ? key.answer(taken.message) : errorTo(taken.channel, taken.code);
      if (answer) ready.push(...splitMessage(answer));
    },
    async read(timeoutMs) {
      const next = ready.shift();
      if (next === undefined) await new Promise((resolve) => setTimeout(resolve, timeoutMs));
      return next ?? null;
    },
    async close() {},
  };
}
