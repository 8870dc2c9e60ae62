import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Startable } from '../scan/programs.ts';

const root = join(import.meta.dirname, '../../..');
const built = join(root, 'out/main/keyready.js');

export const caseNames = ['keyready', 'keyready-start', 'fusioninventory', 'ocsinventory'] as const;
export type CaseName = (typeof caseNames)[number];
export type Program = Startable & { name: CaseName };

/** What is measured of ours: programs and their settings, the machine's and the person's. */
const SIGNALS = 'apps,app-settings,personal-app-settings';
/** One short reading in the same processes: what a start costs by itself. */
const NEXT_TO_NOTHING = 'secure-boot';
/** Everything but software, by the names that its modules ask for. */
const otherCategories =
  'antivirus,batteries,battery,controller,cpu,drive,environment,firewall,input,licenseinfo,lvm,memory,modem,monitor,network,port,printer,process,psu,slot,sound,storage,usb,user,video,virtualmachine';

/** @throws Error when the built command line is not there. */
export function programs(folder: string, home: string): Program[] {
  if (!existsSync(built)) throw new Error('out/main/keyready.js is not there; run npm run build first');
  const env = {
    ...process.env,
    HOME: home,
    KEYREADY_STATE_DIR: join(folder, 'state'),
    KEYREADY_MACHINE_DIR: join(folder, 'machine'),
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const scan = (name: CaseName, signals: string): Program => {
    const args = [built, 'scan', '--json', '--context', 'user', '--only', signals];
    return { name, file: process.execPath, args, env };
  };
  const fusioninventory = '/usr/bin/fusioninventory-inventory';
  const ocsinventory = '/usr/bin/ocsinventory-agent';
  const reports = join(folder, 'ocs');
  const all: Program[] = [
    scan('keyready', SIGNALS),
    scan('keyready-start', NEXT_TO_NOTHING),
    { name: 'fusioninventory', file: fusioninventory, args: [`--no-category=${otherCategories}`], env },
    {
      name: 'ocsinventory',
      file: ocsinventory,
      args: [`--local=${reports}`, `--basevardir=${reports}`],
      env,
    },
  ];
  return all.filter(({ file }) => existsSync(file));
}
