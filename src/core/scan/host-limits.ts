/**
 * How long beyond a probe's own limit the host may take to say that it timed out. A host that stays silent longer is
 * taken for stuck: its loop is blocked, so not even its timers run.
 */
export const ANSWER_GRACE_MS = 1000;
/** How long a host may stay silent while nothing is in flight: process start on a busy machine. */
export const SILENCE_LIMIT_MS = 15_000;
/** How long a host that said `finished` may take to be gone. */
export const EXIT_GRACE_MS = 2000;
/** How many signals are asked again at the same time, each in a host of its own. */
export const SOLO_HOSTS_AT_ONCE = 2;
