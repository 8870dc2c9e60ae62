import type { Bridge } from '../contract/ipc.ts';

declare global {
  interface Window {
    /** Put there by the preload, before any script of the page. */
    readonly keyready: Bridge;
  }
}
