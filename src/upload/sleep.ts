import { setTimeout as delay } from 'node:timers/promises';

/** Waits; an aborted `stop` ends it at once by throwing its reason. */
export async function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, stop ? { signal: stop } : {});
  } catch (error) {
    stop?.throwIfAborted();
    throw error;
  }
}
