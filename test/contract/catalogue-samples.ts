import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { CatalogueId } from '../../src/contract/catalogue-id.ts';
import { PlatformName } from '../../src/contract/platform-name.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { resolvePlace } from '../../src/probes/app-settings/places.ts';
import { fakeReach } from '../doubles/fake-reach.ts';
import type { FakeRegistry } from '../doubles/fake-registry.ts';

const Texts = z.record(z.string(), z.string());
/** What stands on a made machine; paths may begin with `~` or `%APPDATA%`, as places of the catalogue do. */
const MachineParts = z.strictObject({
  files: Texts.optional(),
  /** Whole files as hex, for what is no UTF-8. */
  hex: z.record(z.string(), z.string().regex(/^([0-9a-f]{2})*$/)).optional(),
  registry: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
  /** Versions that programs carry. */
  programs: Texts.optional(),
  /** Files and folders that are there. */
  there: z.array(z.string()).optional(),
  /** Versions of the entry that the inventory tells. */
  installed: z.array(z.string()).optional(),
});
export type MachineParts = z.infer<typeof MachineParts>;

const Sample = z.strictObject({
  test: z.union([CatalogueId, z.literal('versions')]),
  case: CatalogueId,
  platform: PlatformName,
  /** Documentation or public example that it is rebuilt from. */
  source: z.url(),
  proves: MachineParts,
  disproves: MachineParts,
  damaged: MachineParts,
});
type CatalogueSample = z.infer<typeof Sample> & { kind: string; entry: string };

const FOLDER = new URL('../fixtures/catalogue/', import.meta.url).pathname;

/** Every sample under test/fixtures/catalogue/<kind>/<entry>.yaml. Throws naming the file where one is not as it should be. */
export async function readSamples(): Promise<CatalogueSample[]> {
  const kinds = (await readdir(FOLDER, { withFileTypes: true })).filter((found) => found.isDirectory());
  const samples: CatalogueSample[] = [];
  for (const { name: kind } of kinds) {
    for (const file of (await readdir(`${FOLDER}${kind}`)).filter((name) => name.endsWith('.yaml')).sort()) {
      const read = z.array(Sample).safeParse(parse(await readFile(`${FOLDER}${kind}/${file}`, 'utf8')));
      if (!read.success) throw new Error(`${kind}/${file}: ${z.prettifyError(read.error)}`);
      samples.push(...read.data.map((sample) => ({ ...sample, kind, entry: file.replace(/\.yaml$/, '') })));
    }
  }
  return samples;
}

const homes = { win32: 'C:\\Users\\person', darwin: '/Users/person', linux: '/home/person' } as const;
export const { catalogue } = await readPolicyFiles();

/** The made machine, with the whole catalogue to ask it. */
export function machineOf(platform: PlatformName, parts: MachineParts) {
  const about = { platform, homeDir: homes[platform], env: {} };
  const at = (path: string) => resolvePlace(path, platform, about) ?? path;
  const placed = <Value>(record: Record<string, Value> | undefined): Record<string, Value> =>
    Object.fromEntries(Object.entries(record ?? {}).map(([path, value]) => [at(path), value]));
  const versions = Object.entries(placed(parts.programs)).map(([path, version]) => [
    `fileVersion ${path}`,
    { result: 0, version },
  ]);
  return fakeReach({
    otherwise: 'not-found',
    about,
    catalogue,
    texts: placed(parts.files),
    hex: placed(parts.hex),
    kinds: Object.fromEntries((parts.there ?? []).map((path) => [at(path), 'file' as const])),
    registry: (parts.registry ?? {}) as FakeRegistry,
    native: {
      ...Object.fromEntries(versions),
      fileVersion: { result: 2 },
      thisProcess: { elevated: false, sid: 'S-1-5-21-1-2-3-1001', sessionId: 1, remote: false },
    },
  });
}
