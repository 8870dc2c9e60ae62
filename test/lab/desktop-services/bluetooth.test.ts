import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanHere } from '../product/scan-here.ts';
import { addAdapter, startBluez, switchOff, tellRoles } from './bluez-stand-in.ts';
import { PrivateBus } from './private-bus.ts';
import { behindHardSwitch, mayHideClasses } from './switch-stand-in.ts';

let bus: PrivateBus;
beforeEach(async () => {
  bus = await PrivateBus.start();
});
afterEach(() => bus.stop());

async function observe() {
  const signals = await scanHere(['bluetooth'], { env: bus.environment, as: 'ordinary-account' });
  return signals.bluetooth;
}

// BlueZ itself is python-dbusmock's stand-in: this proves the way over D-Bus, not bluetoothd.
describe('Bluetooth by a stand-in for BlueZ', () => {
  it('tells an adapter that is on from one that was switched off', async () => {
    await startBluez(bus);
    await addAdapter(bus, 'hci7');
    expect(await observe()).toMatchObject({
      kind: 'known',
      facts: { adapters: [{ id: 'hci7', powered: { kind: 'known', value: true } }] },
    });
    await switchOff(bus, 'hci7');
    expect(await observe()).toMatchObject({
      kind: 'known',
      facts: { adapters: [{ id: 'hci7', powered: { kind: 'known', value: false } }] },
    });
  });

  it('tells Low Energy with the central role from an adapter without it', async () => {
    await startBluez(bus);
    await addAdapter(bus, 'hci7');
    await addAdapter(bus, 'hci8');
    await tellRoles(bus, 'hci7', ['central', 'peripheral']);
    await tellRoles(bus, 'hci8', ['peripheral']);
    expect(await observe()).toMatchObject({
      facts: {
        adapters: [
          { id: 'hci7', lowEnergyCentral: { kind: 'known', value: true } },
          { id: 'hci8', lowEnergyCentral: { kind: 'known', value: false } },
        ],
      },
    });
  });

  it('lists several adapters, each with its own state', async () => {
    await startBluez(bus);
    await addAdapter(bus, 'hci7');
    await addAdapter(bus, 'hci8');
    await switchOff(bus, 'hci8');
    expect(await observe()).toMatchObject({
      facts: {
        adapters: [
          { id: 'hci7', powered: { value: true } },
          { id: 'hci8', powered: { value: false } },
        ],
      },
    });
  });

  it('is held off by a hardware switch of a stand-in for the kernel’s list, whatever BlueZ says', async ({
    skip,
  }) => {
    skip(!(await mayHideClasses()), 'needs root and the right to mount, for a view of /sys/class of its own');
    await startBluez(bus);
    await addAdapter(bus, 'hci7');
    await tellRoles(bus, 'hci7', ['central', 'peripheral']);
    const { bluetooth } = await scanHere(['bluetooth'], {
      env: bus.environment,
      as: 'test-runner',
      under: await behindHardSwitch(bus.folder, 'hci7'),
    });
    expect(bluetooth).toMatchObject({
      kind: 'known',
      facts: {
        adapters: [{ id: 'hci7', lowEnergyCentral: { kind: 'known', value: true } }],
        blocked: { kind: 'known', value: 'hard' },
      },
    });
  });

  it('keeps names and addresses of adapters to itself', async () => {
    await startBluez(bus);
    await addAdapter(bus, 'hci7');
    expect(JSON.stringify(await observe())).not.toMatch(/([0-9a-f]{2}:){5}[0-9a-f]{2}|private-name/i);
  });

  it('says none where neither BlueZ nor the kernel has an adapter', async ({ skip }) => {
    skip(existsSync('/sys/class/bluetooth/hci0'), 'this machine has a Bluetooth radio');
    await startBluez(bus);
    expect(await observe()).toMatchObject({ kind: 'known', facts: { adapters: [] } });
  });
});
