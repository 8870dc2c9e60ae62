import { existsSync } from 'node:fs';
import type { MessageBus } from '@particle/dbus-next';
import type { Dbus, DbusBus, Outcome } from '../reach.ts';
import { askConnections } from '../settings/ask-connections.ts';
import { failureOfDbus } from './dbus-errors.ts';
import { plainOf } from './dbus-values.ts';
import { failure, success } from './outcomes.ts';
import { within } from './within.ts';

const CALL_LIMIT_MS = 2000;
const CONNECT_LIMIT_MS = 1000;
/** Where the buses listen unless told otherwise (https://dbus.freedesktop.org/doc/dbus-specification.html#message-bus-types). */
const SYSTEM_BUS_SOCKETS = ['/run/dbus/system_bus_socket', '/var/run/dbus/system_bus_socket'];

type Open = Outcome<MessageBus>;

/** D-Bus of this machine; connected on first use, one connection per bus, closed by `close`. ADR 0002 says why this library. */
export function liveDbus(env: NodeJS.ProcessEnv = process.env): Dbus & { close(): void } {
  const opening = new Map<DbusBus, Promise<Open>>();
  const busOf = (bus: DbusBus) => {
    const begun = opening.get(bus) ?? connect(bus, env);
    opening.set(bus, begun);
    return begun;
  };

  const call: Dbus['call'] = async (bus, target, signature, args) => {
    const open = await busOf(bus);
    if (!open.ok) return open;
    return within(CALL_LIMIT_MS, callOnce(open.value, target, signature, args));
  };

  const whichNames: Dbus['whichNames'] = async (bus, names) => {
    const ask = async (member: string) => call(bus, { ...theBusItself, member }, '', []);
    const [owned, startable] = await Promise.all([ask('ListNames'), ask('ListActivatableNames')]);
    if (!owned.ok) return owned;
    if (!startable.ok) return startable;
    const among = (listed: unknown) => names.filter((name) => Array.isArray(listed) && listed.includes(name));
    return success({ owned: among(owned.value[0]), startable: among(startable.value[0]) });
  };

  return {
    call,
    async objectsWith(bus, name, interfaceName, properties) {
      const manager = {
        name,
        path: '/',
        interface: 'org.freedesktop.DBus.ObjectManager',
        member: 'GetManagedObjects',
      };
      const answer = await call(bus, manager, '', []);
      if (!answer.ok) return answer;
      const objects = (answer.value[0] ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
      const chosen: Record<string, Record<string, unknown>> = {};
      for (const [path, interfaces] of Object.entries(objects)) {
        const all = interfaces[interfaceName];
        if (all === undefined) continue;
        const present = properties.filter((property) => Object.hasOwn(all, property));
        chosen[path] = Object.fromEntries(present.map((property) => [property, all[property]]));
      }
      return success(chosen);
    },
    whichNames,
    askConnections: (questions) => askConnections({ call, whichNames }, questions),
    close() {
      for (const open of opening.values()) {
        void open.then((bus) => {
          if (bus.ok) bus.value.disconnect();
        });
      }
      opening.clear();
    },
  };
}

const theBusItself = {
  name: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

async function callOnce(
  bus: MessageBus,
  target: Parameters<Dbus['call']>[1],
  signature: string,
  args: readonly unknown[],
): Promise<Outcome<unknown[]>> {
  try {
    const { Message } = await import('@particle/dbus-next');
    const { name: destination, path, interface: iface, member } = target;
    const reply = await bus.call(
      new Message({ destination, path, interface: iface, member, signature, body: [...args] }),
    );
    return success((reply?.body ?? []).map(plainOf));
  } catch (error) {
    return failureOfDbus(error);
  }
}

async function connect(bus: DbusBus, env: NodeJS.ProcessEnv): Promise<Open> {
  const busAddress = addressOf(bus, env);
  if (busAddress === null) return failure('service-missing', `no ${bus} bus`);
  // Other transports (tcp, a program to start) would reach beyond this machine's own bus.
  if (!/^unix:(path|abstract)=/.test(busAddress))
    return failure('not-supported', 'bus address is not a unix socket');
  try {
    const { sessionBus } = await import('@particle/dbus-next');
    // EXTERNAL only: the library's cookie method throws out of a stream callback when the bus refuses it.
    const client = sessionBus({ busAddress, authMethods: ['EXTERNAL'] });
    const ready = new Promise<Open>((resolve) => {
      client.once('connect', () => resolve(success(client)));
      // Stays on for good: an 'error' nobody listens to would end the process.
      client.on('error', (error: unknown) => resolve(failureOfDbus(error)));
    });
    const opened = await within(CONNECT_LIMIT_MS, ready);
    if (!opened.ok) client.disconnect();
    return opened;
  } catch (error) {
    return failureOfDbus(error);
  }
}

function addressOf(bus: DbusBus, env: NodeJS.ProcessEnv): string | null {
  if (bus === 'system') {
    const told = env.DBUS_SYSTEM_BUS_ADDRESS;
    const socket = SYSTEM_BUS_SOCKETS.find((path) => existsSync(path));
    return told || (socket === undefined ? null : `unix:path=${socket}`);
  }
  const told = env.DBUS_SESSION_BUS_ADDRESS;
  const runtimeDir = env.XDG_RUNTIME_DIR;
  const socket = runtimeDir && existsSync(`${runtimeDir}/bus`) ? `${runtimeDir}/bus` : null;
  return told || (socket === null ? null : `unix:path=${socket}`);
}
