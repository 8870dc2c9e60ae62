import { Message, sessionBus, Variant } from '@particle/dbus-next';
import type { PrivateBus } from './private-bus.ts';

const bluezBus = 'org.bluez';
const adapterInterface = 'org.bluez.Adapter1';

/** python-dbusmock's template of BlueZ, with no adapter yet. */
export async function startBluez(bus: PrivateBus): Promise<void> {
  await bus.startMock('bluez5', bluezBus);
}

export async function addAdapter(bus: PrivateBus, id: `hci${number}`): Promise<void> {
  await bus.call(bluezBus, '/org/bluez', 'org.bluez.Mock.AddAdapter', [
    `string:${id}`,
    'string:private-name',
  ]);
}

export async function switchOff(bus: PrivateBus, id: `hci${number}`): Promise<void> {
  await bus.call(bluezBus, `/org/bluez/${id}`, 'org.freedesktop.DBus.Properties.Set', [
    `string:${adapterInterface}`,
    'string:Powered',
    'variant:boolean:false',
  ]);
}

/** BlueZ 5.57 and later tell the Low Energy roles; the template does not yet. dbus-send cannot write a list in a variant. */
export async function tellRoles(bus: PrivateBus, id: `hci${number}`, roles: string[]): Promise<void> {
  // Any bus by its address; the library's systemBus() reads only the environment.
  const connection = sessionBus({ busAddress: bus.address });
  try {
    await connection.call(
      new Message({
        destination: bluezBus,
        path: `/org/bluez/${id}`,
        interface: 'org.freedesktop.DBus.Mock',
        member: 'AddProperty',
        signature: 'ssv',
        body: [adapterInterface, 'Roles', new Variant('as', roles)],
      }),
    );
  } finally {
    connection.disconnect();
  }
}
