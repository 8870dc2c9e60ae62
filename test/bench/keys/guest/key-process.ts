// The virtual keys of the benchmark, in a process of their own: what is measured shares no event loop with them.
import { identityOf, traitsOf } from '../../../lab/security-keys/key-model.ts';
import { yubikey571, yubikeyBioEnrolled } from '../../../lab/security-keys/models/yubico.ts';
import { type PluggedInKey, plugIn } from '../../../lab/virtual-key/plug-in.ts';
import { exists, waitFor } from '../../../lab/vm/guest/in-guest.ts';
import { delaysAt } from '../packet-delays.ts';

/** `plug`: have so many keys, each packet of which takes `packetMs`. `told`: what was asked since the last such question. */
export type KeyOrder = { plug: number; packetMs: number } | { told: true };
export type KeyReport = { asked: Record<string, number>; cpuMs: number };

const model = process.argv[2] === 'bio' ? yubikeyBioEnrolled : yubikey571;
const traits = traitsOf(model);
const keys: { key: PluggedInKey; toldUpTo: number }[] = [];
let cpuUpTo = process.cpuUsage();

async function plug(count: number, packetMs: number): Promise<void> {
  for (const { key } of keys.splice(0)) await key.unplug();
  for (let port = 0; port < count; port += 1) {
    const key = await plugIn(identityOf(model, port), traits, { delaysMs: delaysAt(packetMs, traits) });
    keys.push({ key, toldUpTo: 0 });
    await key.started;
    await waitFor(`key ${port}`, () => exists(`/dev/hidraw${port}`));
  }
}

function tell(): KeyReport {
  const asked: Record<string, number> = {};
  for (const entry of keys) {
    for (const kind of entry.key.asked.slice(entry.toldUpTo)) asked[kind] = (asked[kind] ?? 0) + 1;
    entry.toldUpTo = entry.key.asked.length;
  }
  const cpu = process.cpuUsage(cpuUpTo);
  cpuUpTo = process.cpuUsage();
  return { asked, cpuMs: (cpu.user + cpu.system) / 1000 };
}

process.on('message', async (order: KeyOrder) => {
  if ('plug' in order) await plug(order.plug, order.packetMs);
  process.send?.(tell());
});
