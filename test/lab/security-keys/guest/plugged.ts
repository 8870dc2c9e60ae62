// Keys in the guest: plugged in, found by where they are attached, taken out again.
import { readdir, readFile } from 'node:fs/promises';
import type { Conduct } from '../../virtual-key/conduct.ts';
import { type PluggedInKey, plugIn } from '../../virtual-key/plug-in.ts';
import { waitFor } from '../../vm/guest/in-guest.ts';
import { identityOf, type KeyModel, traitsOf } from '../key-model.ts';

export type KeyAtPort = PluggedInKey & { node: string };

let lastPort = 0;

/** Plugs a model in at a port of its own and waits for its hidraw node. The serial number follows the model's id. */
export async function plugModel(model: KeyModel, conduct: Conduct = {}): Promise<KeyAtPort> {
  const port = ++lastPort;
  const key = await plugIn(identityOf(model, port, `SN-${model.id}`), traitsOf(model), conduct);
  await key.started;
  const attachedAt = `HID_PHYS=keyready-lab/input${port}\n`;
  let node: string | null = null;
  await waitFor(`the node of ${model.id}`, async () => {
    node = await nodeAttachedAt(attachedAt);
    return node !== null;
  });
  return { ...key, node: `/dev/${node}` };
}

/** Takes keys out and waits until the kernel shows none of their nodes. One that broke down on the way is a defect of the lab. */
export async function unplugAll(keys: readonly KeyAtPort[]): Promise<void> {
  await Promise.all(keys.map((key) => key.unplug()));
  for (const key of keys)
    await waitFor(`${key.node} to go`, async () => !(await nodes()).includes(key.node.slice('/dev/'.length)));
}

async function nodeAttachedAt(line: string): Promise<string | null> {
  for (const name of await nodes()) {
    const uevent = await readFile(`/sys/class/hidraw/${name}/device/uevent`, 'utf8').catch(() => '');
    if (uevent.includes(line)) return name;
  }
  return null;
}

function nodes(): Promise<string[]> {
  return readdir('/sys/class/hidraw').catch(() => []);
}
