import type { KeysOutput } from '../contract/keys.ts';
import { changesSince, type SeenKeys, seenIn } from '../core/keys/key-changes.ts';
import type { KeysEvent, KeysLook } from './agent.ts';
import type { WatchKeys } from './watch-keys.ts';

/** Quiet after the last event before a look: a key that is plugged in gets its node and its rights one after the other. */
const SETTLE_MS = 150;
const SETTLE_LIMIT_MS = 450;
/** A key that another program holds, or a look that broke off, raises no event when that is over. */
const LOOK_AGAIN_AFTER_MS = 3000;
const LOOK_AGAIN_LIMIT_MS = 60_000;
const passingReasons: readonly string[] = ['busy', 'timed-out', 'crashed', 'unplugged', 'malformed'];

export type FollowParts = {
  look(): Promise<KeysLook>;
  watch: WatchKeys;
  stop: AbortSignal;
};

/** Looks at once, and again whenever the watch tells of a change; gives the first look and each that differs. Ends on `stop`. */
export async function* followKeys({ look, watch, stop }: FollowParts): AsyncGenerator<KeysEvent> {
  const bell = makeBell(stop);
  const unwatch = watch(bell.ring);
  try {
    let seen: SeenKeys | null = null;
    let againAfterMs = LOOK_AGAIN_AFTER_MS;
    while (!stop.aborted) {
      bell.clear();
      const now = await look();
      const changes = seen === null ? [] : changesSince(seen, now.output);
      if (seen === null || changes.length > 0) yield { ...now, changes };
      seen = seenIn(now.output, seen ?? undefined);

      const rung = await bell.heard(mayPass(now.output) ? againAfterMs : null);
      againAfterMs = rung ? LOOK_AGAIN_AFTER_MS : Math.min(againAfterMs * 2, LOOK_AGAIN_LIMIT_MS);
      await bell.quiet(SETTLE_MS, SETTLE_LIMIT_MS);
    }
  } finally {
    unwatch();
  }
}

/** Something could not be told for a reason that may be over soon. */
function mayPass({ looked, keys }: KeysOutput): boolean {
  if (looked.kind === 'unknown' && passingReasons.includes(looked.reason)) return true;
  return keys.some(
    ({ facts: { depth } }) => depth?.kind === 'unknown' && passingReasons.includes(depth.reason),
  );
}

/** A bell that stays rung until it is cleared. */
function makeBell(stop: AbortSignal) {
  let rungAtMs: number | null = null;
  let wake: () => void = () => {};
  /** Resolves at the next ring, after the limit, or when stopped. */
  const ringWithin = (limitMs: number | null) =>
    new Promise<void>((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(timer);
        stop.removeEventListener('abort', end);
        wake = () => {};
        resolve();
      };
      if (stop.aborted) return end();
      if (limitMs !== null) timer = setTimeout(end, limitMs);
      stop.addEventListener('abort', end);
      wake = end;
    });
  return {
    ring() {
      rungAtMs = performance.now();
      wake();
    },
    clear() {
      rungAtMs = null;
    },
    /** Waits for a ring, at most so long. Did it ring? */
    async heard(limitMs: number | null) {
      if (rungAtMs === null) await ringWithin(limitMs);
      return rungAtMs !== null;
    },
    /** After a ring, waits until none came for so long, or the limit is over. */
    async quiet(quietMs: number, limitMs: number) {
      const endsAtMs = performance.now() + limitMs;
      while (rungAtMs !== null && !stop.aborted) {
        const waitMs = Math.min(rungAtMs + quietMs, endsAtMs) - performance.now();
        if (waitMs <= 0) return;
        await ringWithin(waitMs);
      }
    },
  };
}
