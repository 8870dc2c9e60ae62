import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const POLL_EVERY_MS = 700;
/** Events come in bunches: a node is made, then its rights are set, then whoever looks at the key writes to it. */
const GATHER_MS = 30;

/**
 * Tells when a hidraw node in `devDir` comes, goes, or gets other rights. By inotify; where that cannot be had, by looking
 * every 700 ms. A write to a node is an event too (our own looks write), so only what changed about the nodes counts: names,
 * inodes and times of change. What it gives ends it.
 */
export function watchKeyNodes(changed: () => void, devDir = '/dev'): () => void {
  const stop = new AbortController();
  const compare = comparer(devDir, stop.signal, changed);
  let gathering: NodeJS.Timeout | undefined;
  let polling: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;

  const poll = () => {
    watcher?.close();
    polling ??= setInterval(compare, POLL_EVERY_MS);
  };
  try {
    watcher = watch(devDir, (_event, name) => {
      // Other devices in the folder are busy all the time.
      if (name !== null && !name.startsWith('hidraw')) return;
      gathering ??= setTimeout(() => {
        gathering = undefined;
        compare();
      }, GATHER_MS);
    });
    watcher.on('error', () => {
      if (!stop.signal.aborted) poll();
    });
  } catch {
    poll();
  }
  compare();
  return () => {
    stop.abort();
    watcher?.close();
    clearTimeout(gathering);
    clearInterval(polling);
  };
}

/** Compares the nodes with those seen before, one comparison at a time; a call during one makes it look once more. */
function comparer(devDir: string, stop: AbortSignal, changed: () => void): () => void {
  let known: string | null = null;
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again && !stop.aborted) {
      again = false;
      const now = await describeNodes(devDir);
      if (known !== null && now !== known && !stop.aborted) changed();
      known = now;
    }
    running = false;
  };
}

/** Names, inodes and times of change of the hidraw nodes; rights that are set anew change the last. */
async function describeNodes(devDir: string): Promise<string> {
  const names = await readdir(devDir).catch(() => []);
  const nodes = await Promise.all(
    names
      .filter((name) => name.startsWith('hidraw'))
      .sort()
      .map(async (name) => {
        const found = await stat(join(devDir, name), { bigint: true }).catch(() => null);
        return found === null ? name : `${name} ${found.ino} ${found.ctimeNs}`;
      }),
  );
  return nodes.join('\n');
}
