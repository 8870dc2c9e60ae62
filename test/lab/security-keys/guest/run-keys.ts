// Runs in the virtual machine, as root. Plugs keys in, runs the product and fido2-token on them, and sends what both said
// to the host. Judging is the host's: nothing here knows what is right.
import { spawn } from 'node:child_process';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Account,
  outcomeOf,
  person,
  type Report,
  root,
  runInGuest,
  startProduct,
  waitFor,
} from '../../vm/guest/in-guest.ts';
import type { SituationOutcome } from '../../vm/lab-message.ts';
import { comparedTogether } from '../all-models.ts';
import type { KeyModel } from '../key-model.ts';
import { nitrokey3 } from '../models/other-makers.ts';
import { yubikey526, yubikey571, yubikeyBioEnrolled } from '../models/yubico.ts';
import { type UnrulyKey, unrulyBase, unrulyGroups } from '../unruly-keys.ts';
import { type KeyAtPort, plugModel, unplugAll } from './plugged.ts';

/** Each run is an installation of its own unless `installation` names one that was there before. */
const readKeys = (
  name: string,
  account: Account = root,
  installation = name.replaceAll(' ', '-'),
): Promise<SituationOutcome> => outcomeOf(name, startProduct(['keys', '--json'], account, installation));

/** What the guest itself saw, in the form of a run. */
const seen = (name: string, what: unknown): SituationOutcome => ({
  kind: 'situation',
  name,
  exitCode: 0,
  stdout: JSON.stringify(what),
  stderr: '',
  tookMs: 0,
});

async function compareWithFido2Token(report: Report): Promise<void> {
  for (const [index, group] of comparedTogether.entries()) {
    const keys: KeyAtPort[] = [];
    for (const model of group) {
      const key = await plugModel(model);
      keys.push(key);
      const info = spawn('/usr/bin/fido2-token', ['-I', key.node], { stdio: ['ignore', 'pipe', 'pipe'] });
      await report(await outcomeOf(`fido2-token ${model.id}`, info));
    }
    const askedBefore = keys.map((key) => key.asked.length);
    await report(await readKeys(`keys of group ${index}`));
    const nodes = group.map((model, at) => ({
      model: model.id,
      node: keys[at]?.node,
      asked: keys[at]?.asked.slice(askedBefore[at]),
    }));
    await report(seen(`nodes of group ${index}`, nodes));
    await unplugAll(keys);
  }
}

async function severalAtOnce(report: Report): Promise<void> {
  await report(await readKeys('no key'));
  const keys = [await plugModel(yubikey526), await plugModel(yubikeyBioEnrolled)];
  await report(await readKeys('two keys', root, 'same-installation'));
  keys.push(await plugModel(nitrokey3));
  await report(await readKeys('three keys', root, 'same-installation'));
  await unplugAll(keys);
}

const modelOf = (unruly: UnrulyKey): KeyModel => ({
  ...unrulyBase,
  id: unruly.id,
  usb: { ...unrulyBase.usb, product: unruly.id },
  ...(unruly.getInfo ? { getInfoBytes: unruly.getInfo } : {}),
});

async function unrulyBesideHealthy(report: Report): Promise<void> {
  for (const [index, group] of unrulyGroups.entries()) {
    const healthy = await plugModel(yubikey571);
    const keys = [healthy];
    for (const unruly of group) keys.push(await plugModel(modelOf(unruly), unruly.conduct));
    await report(await readKeys(`unruly group ${index}`));
    await unplugAll(keys);
  }
}

/** A key is pulled, and another plugged in, while the product waits for a third one's answer. */
async function changesDuringRead(report: Report): Promise<void> {
  const slow = { delaysMs: { 'get-info': 800 } } as const;
  const staying = await plugModel(yubikey571, slow);
  const pulled = await plugModel(yubikeyBioEnrolled, slow);
  const run = readKeys('changes during a read');
  await waitFor('both keys to be asked', () =>
    [staying, pulled].every((key) => key.asked.includes('get-info')),
  );
  await pulled.unplug();
  const late = await plugModel(nitrokey3);
  await report(await run);
  await report(seen('late key asked', late.asked));
  await unplugAll([staying, late]);
}

async function access(report: Report): Promise<void> {
  const open = await plugModel(yubikey526);
  const closed = await plugModel(nitrokey3);
  await chmod(open.node, 0o666);
  await chmod(closed.node, 0o600);
  await report(await readKeys('person without rights to one', person));
  await report(seen('closed key asked', closed.asked));
  await unplugAll([open, closed]);
}

/** `keys --watch`: when each line came, beside when each key came and went, on the guest's one clock. */
async function watch(report: Report): Promise<void> {
  const child = startProduct(['keys', '--watch', '--json'], root, 'watch');
  const lines: { atMs: number; text: string }[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) lines.push({ atMs: performance.now(), text });
  });
  const ended = outcomeOf('watch run', child);
  const events: { what: string; atMs: number }[] = [];
  const change = async (what: string, work: () => Promise<unknown>) => {
    const before = lines.length;
    // Taken before the key comes or goes: what it takes the kernel counts too.
    events.push({ what, atMs: performance.now() });
    await work();
    // Where no line comes, the host says so: the rest is still worth running.
    await waitFor(`a line after ${what}`, () => lines.length > before).catch(() => undefined);
    await delay(1500);
  };
  await waitFor('the first line', () => lines.length > 0).catch(() => undefined);
  await delay(1500);
  let key: KeyAtPort | null = null;
  let second: KeyAtPort | null = null;
  await change('plug first', async () => {
    key = await plugModel(yubikey571);
  });
  await change('plug second', async () => {
    second = await plugModel(nitrokey3);
  });
  await change('unplug first', async () => key?.unplug());
  const idleSinceMs = performance.now();
  const busyCpuMs = await cpuMs(child.pid);
  await delay(5000);
  const idleMs = performance.now() - idleSinceMs;
  const idleCpuMs = (await cpuMs(child.pid)) - busyCpuMs;
  await change('unplug second', async () => second?.unplug());
  const askedAtEnd = performance.now();
  child.kill('SIGINT');
  const run = await ended;
  await report({
    ...run,
    name: 'watch',
    stdout: JSON.stringify({
      events,
      lines,
      busyCpuMs,
      idleMs,
      idleCpuMs,
      endedAfterMs: performance.now() - askedAtEnd,
    }),
  });
}

/** Processor time of a process and all it started, the ended ones too. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function cpuMs(pid: number | undefined): Promise<number> {
  const ticksPerSecond = 100;
  const fieldsOf = async (id: string): Promise<number[]> => {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => ') ');
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  };
  const processes = new Map<string, number[]>();
  for (const id of await readdir('/proc')) if (/^\d+$/.test(id)) processes.set(id, await fieldsOf(id));
  const ticksOf = (id: string): number => {
    const own = (processes.get(id) ?? []).slice(11, 15).reduce((sum, ticks) => sum + ticks, 0);
    const children = [...processes].filter(([, fields]) => fields[1] === Number(id));
    return children.reduce((sum, [child]) => sum + ticksOf(child), own);
  };
  return (ticksOf(String(pid)) * 1000) / ticksPerSecond;
}

await runInGuest(async (_bootName, report) => {
  await watch(report);
  await access(report);
  await changesDuringRead(report);
  await unrulyBesideHealthy(report);
  await severalAtOnce(report);
  await compareWithFido2Token(report);
});
