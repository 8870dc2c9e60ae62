import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export const caseNames = ['keyready', 'keyready-source', 'fusioninventory', 'static-data', 'node'] as const;
export type CaseName = (typeof caseNames)[number];

/** One program that is measured, started as a person or a scheduler would start it. */
export type Startable = { name: string; file: string; args: string[]; env: NodeJS.ProcessEnv };
export type Program = Startable & { name: CaseName };

/** Where our own program keeps what it keeps during the measurement, so that the machine's own state stays untouched. */
export type Places = { state: string; machine: string; compiled: string };

/** Node's compiled code of the probe host lies beside the packages (src/platform/live/compile-cache.ts). */
const hostCache = join(root, 'node_modules/.cache/keyready-compiled');
const built = join(root, 'out/main/keyready.js');
const fusioninventory = '/usr/bin/fusioninventory-inventory';

/** @throws Error when the built command line is not there. */
export function programs(places: Places): Program[] {
  if (!existsSync(built)) throw new Error('out/main/keyready.js is not there; run npm run build first');
  const own = {
    ...process.env,
    KEYREADY_STATE_DIR: places.state,
    KEYREADY_MACHINE_DIR: places.machine,
    NODE_COMPILE_CACHE: places.compiled,
  };
  const node = process.execPath;
  const si = "import('systeminformation').then((si) => si.getStaticData())";
  const all: (Program | null)[] = [
    { name: 'keyready', file: node, args: [built, 'scan', '--json'], env: own },
    {
      name: 'keyready-source',
      file: node,
      args: [join(root, 'src/cli/keyready.ts'), 'scan', '--json'],
      env: own,
    },
    existsSync(fusioninventory)
      ? { name: 'fusioninventory', file: fusioninventory, args: [], env: process.env }
      : null,
    { name: 'static-data', file: node, args: ['--input-type=module', '-e', si], env: process.env },
    { name: 'node', file: node, args: ['-e', '0'], env: process.env },
  ];
  return all.filter((program) => program !== null);
}

/** Makes the next start a first one: no compiled code. True when the kernel's page cache could be dropped as well. */
export function makeCold(places: Places, dropPages: () => boolean): boolean {
  rmSync(places.compiled, { recursive: true, force: true });
  rmSync(hostCache, { recursive: true, force: true });
  mkdirSync(places.compiled, { recursive: true });
  return dropPages();
}
