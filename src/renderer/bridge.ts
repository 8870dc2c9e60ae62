import type { Bridge } from '../contract/ipc.ts';
import type { Problem } from '../contract/problem.ts';

declare global {
  interface Window {
    /** Put there by the preload, before any script of the page. */
    readonly keyready: Bridge;
  }
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };
