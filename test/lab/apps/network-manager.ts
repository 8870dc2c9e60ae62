import { writeFile } from 'node:fs/promises';
import type { PrivateBus } from '../desktop-services/private-bus.ts';
import type { BackgroundProgram } from '../processes/background-program.ts';
import { account, host, secret } from './canaries.ts';
import type { ProfileName } from './openvpn-profiles.ts';
import type { PrivateMachine } from './private-machine.ts';

const NETWORK_MANAGER = 'org.freedesktop.NetworkManager';
const address = host('vpn');

/** VPN connections as people add them with nmcli: plug-in, its settings, its secrets. */
const connections: readonly { plugin: string; data: Record<string, string>; secrets?: string }[] = [
  {
    plugin: 'openvpn',
    data: { 'connection-type': 'password', remote: address, username: account, 'password-flags': '0' },
    secrets: `password=${secret}`,
  },
  {
    plugin: 'openvpn',
    data: { 'connection-type': 'tls', remote: address, cert: '/canary/cert.pem', key: '/canary/key.pem' },
  },
  {
    plugin: 'vpnc',
    data: { 'IPSec gateway': address, 'IPSec ID': 'canary', 'Xauth username': account },
    secrets: `IPSec secret=${secret},Xauth password=${secret}`,
  },
  {
    plugin: 'openconnect',
    data: { gateway: address, authtype: 'cert', usercert: '/canary/cert.pem', protocol: 'anyconnect' },
  },
  {
    plugin: 'openconnect',
    data: { gateway: address, authtype: 'password', protocol: 'anyconnect' },
  },
  { plugin: 'strongswan', data: { address, method: 'eap', user: account, 'password-flags': '1' } },
  {
    plugin: 'strongswan',
    data: { address, method: 'key', usercert: '/canary/cert.pem', userkey: '/canary/key.pem' },
  },
];

/** Starts the real NetworkManager on the bus, in a network namespace of its own, managing nothing but settings. */
export async function startNetworkManager(
  machine: PrivateMachine,
  bus: PrivateBus,
): Promise<BackgroundProgram> {
  const configuration = machine.pathOf('network-manager', 'NetworkManager.conf');
  await writeFile(
    configuration,
    '[main]\nplugins=keyfile\nauth-polkit=false\ndns=none\nrc-manager=unmanaged\n',
  );
  const service = machine.start('root', 'NetworkManager', ['--no-daemon'], environmentOf(bus));
  await service.waitUntil(() => bus.hasOwner(NETWORK_MANAGER), 20_000);
  return service;
}

/**
 * Adds the connections by nmcli, and one that only another account may see. Two OpenVPN profiles (`openvpn-profiles.ts`) are imported: the plug-in
 * itself then says what kind of sign-in they are.
 */
export async function addConnections(machine: PrivateMachine, bus: PrivateBus): Promise<void> {
  for (const name of ['password', 'web'] satisfies ProfileName[]) {
    const file = `/etc/openvpn/client/${name}.conf`;
    const args = ['connection', 'import', 'type', 'openvpn', 'file', file];
    await machine.run('root', 'nmcli', args, environmentOf(bus));
  }
  const add = (plugin: string, data: Record<string, string>, more: string[] = []) => {
    const settings = Object.entries(data).map(([key, value]) => `${key}=${value}`);
    const args = ['type', 'vpn', 'con-name', 'canary', 'vpn-type', plugin, 'vpn.data', settings.join(',')];
    return machine.run('root', 'nmcli', ['connection', 'add', ...args, ...more], environmentOf(bus));
  };
  for (const { plugin, data, secrets } of connections)
    await add(plugin, data, secrets === undefined ? [] : ['vpn.secrets', secrets]);
  await add('openvpn', { 'connection-type': 'password', remote: address }, [
    'connection.permissions',
    'user:root',
  ]);
}

export function environmentOf(bus: PrivateBus): Record<string, string> {
  return { DBUS_SYSTEM_BUS_ADDRESS: bus.address };
}
