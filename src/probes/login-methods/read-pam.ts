import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { parsePam, parsePamConf } from './parse-pam.ts';

type Modules = Extract<FactsOf<'login-methods'>['modules'], { kind: 'known' }>['value'];

/** `/etc` replaces a file of the same name that a package brought: pam.d(5), "vendor directory". */
const folders = ['/etc/pam.d', '/usr/lib/pam.d'];
/** Read only where there is no folder at all: pam.d(5). */
const CONF = '/etc/pam.conf';
const MAX_BYTES = 64 * 1024;
const MAX_SERVICES = 200;
/** Services' names; what package managers and editors leave beside them is no service. */
const SERVICE = /^[a-z0-9][\w.+-]{0,59}$/i;
const LEFTOVER = /(~|\.(bak|orig|old|save|rpm(new|save|orig)|dpkg-\w+|pacnew|pacsave|ucf-\w+))$/i;

/** Modules that matter by the services that name them, and the names of all services. */
export type PamServices = { modules: Modules; services: ReadonlySet<string> };

async function listServices(reach: ProbeReach): Promise<Outcome<Map<string, string>>> {
  const paths = new Map<string, string>();
  for (const folder of folders) {
    const names = await reach.files.list(folder);
    if (!names.ok) {
      if (names.problem !== 'not-found') return names;
      continue;
    }
    for (const name of names.value) {
      if (SERVICE.test(name) && !LEFTOVER.test(name) && !paths.has(name) && paths.size < MAX_SERVICES)
        paths.set(name, `${folder}/${name}`);
    }
  }
  return { ok: true, value: paths };
}

function inOrder(byService: ReadonlyMap<string, readonly string[]>): Modules {
  const servicesOf = new Map<string, string[]>();
  for (const [service, modules] of byService)
    for (const module of modules) servicesOf.set(module, [...(servicesOf.get(module) ?? []), service]);
  return [...servicesOf]
    .map(([module, services]) => ({ module, services: services.sort() }))
    .sort((a, b) => a.module.localeCompare(b.module, 'en'));
}

/** One file that may not be read could name anything, so then nothing is known of the modules. */
export async function readPam(reach: ProbeReach, stop: AbortSignal): Promise<Outcome<PamServices>> {
  const paths = await listServices(reach);
  if (!paths.ok) return paths;
  if (paths.value.size === 0) {
    const conf = await reach.files.readText(CONF, MAX_BYTES);
    if (!conf.ok) return conf;
    const byService = parsePamConf(conf.value);
    return { ok: true, value: { modules: inOrder(byService), services: new Set(byService.keys()) } };
  }
  const byService = new Map<string, string[]>();
  for (const [service, path] of paths.value) {
    if (stop.aborted) break;
    const text = await reach.files.readText(path, MAX_BYTES);
    if (text.ok) byService.set(service, parsePam(text.value));
    // Gone since it was listed, or a link that leads nowhere.
    else if (text.problem !== 'not-found') return text;
  }
  return { ok: true, value: { modules: inOrder(byService), services: new Set(byService.keys()) } };
}
