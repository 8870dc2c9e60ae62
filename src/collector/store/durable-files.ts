import { fdatasyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type EmscriptenStream = { nfd?: number | null };
type EmscriptenModule = { NODEFS?: { stream_ops?: { fsync?: (stream: EmscriptenStream) => number } } };

/**
 * PGlite writes its log to the folder at commit, which survives kill -9, but never asks the system to put it on the disk:
 * it starts PostgreSQL with `-F` and Emscripten's file layer has no fsync (@electric-sql/pglite 0.5.16,
 * `PGlite.defaultStartParams`; NODEFS.stream_ops). This adds the missing call, so that a commit also survives a power cut.
 */
export class DurableNodeFs extends NodeFS {
  readonly #sync: (descriptor: number) => void;

  /** @param sync puts a file on the disk; another one only to watch it in a test. */
  constructor(dataDir: string, sync: (descriptor: number) => void = fdatasyncSync) {
    super(dataDir);
    this.#sync = sync;
  }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const prepared = await super.init(...args);
    const preRun = prepared.emscriptenOpts.preRun;
    const addFsync = (module: EmscriptenModule): void => {
      const operations = module.NODEFS?.stream_ops;
      // A later PGlite may lay out its files otherwise; then a start that promises durability must not go on.
      if (!operations) throw new Error('PGlite has no NODEFS file layer to make durable');
      operations.fsync = (stream) => {
        if (typeof stream.nfd === 'number') this.#sync(stream.nfd);
        return 0;
      };
    };
    prepared.emscriptenOpts.preRun = [...(Array.isArray(preRun) ? preRun : []), addFsync];
    return prepared;
  }
}

/** Start parameters with fsync on. `fsync` and not the default `fdatasync` method: only that one reaches the file layer. */
export function durableStartParams(): string[] {
  return [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];
}
