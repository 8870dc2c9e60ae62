import { setTimeout as sleep } from 'node:timers/promises';
import type { Hid } from '../reach.ts';
import { liveHid } from './hid.ts';

const POLL_EVERY_MS = 700;

/** Lists HID keys of this usage page until stopped, and tells when the list is another one; the first list counts as such. */
export async function pollHidKeys(
  usagePage: number,
  changed: () => Promise<void>,
  options: { hid?: Pick<Hid, 'list'>; stop?: AbortSignal; everyMs?: number } = {},
): Promise<void> {
  const { hid = liveHid(), stop, everyMs = POLL_EVERY_MS } = options;
  let known: string | null = null;
  while (stop?.aborted !== true) {
    const listed = await hid.list(usagePage);
    // A list that failed is told once: the look that follows says why.
    const now = listed.ok
      ? listed.value.map(({ path, vendorId, productId }) => `${path} ${vendorId}:${productId}`).join('\n')
      : `failed: ${listed.problem}`;
    if (now !== known) await changed();
    known = now;
    await sleep(everyMs, undefined, { signal: stop }).catch(() => {});
  }
}
