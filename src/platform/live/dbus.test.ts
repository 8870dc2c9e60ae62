import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Message, type MessageBus, sessionBus, Variant } from '@particle/dbus-next';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { liveDbus } from './dbus.ts';
import { failureOfDbus } from './dbus-errors.ts';

const daemonFile = '/usr/bin/dbus-daemon';
const NAME = 'net.example.Service';

/** A real private bus with a real peer on it that answers as services do. */
describe.runIf(existsSync(daemonFile))('liveDbus on a real bus', () => {
  let dir: string;
  let daemon: ChildProcess;
  let peer: MessageBus;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'keyready-bus-'));
    const socket = join(dir, 'bus');
    writeFileSync(
      join(dir, 'bus.conf'),
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
      <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
      <deny send_destination="${NAME}" send_interface="net.example.I" send_member="Forbidden"/></policy></busconfig>`,
    );
    daemon = spawn(daemonFile, [`--config-file=${join(dir, 'bus.conf')}`, '--nofork'], { stdio: 'ignore' });
    await vi.waitUntil(() => existsSync(socket), { timeout: 5000 });
    const address = `unix:path=${socket}`;
    env = { DBUS_SESSION_BUS_ADDRESS: address, DBUS_SYSTEM_BUS_ADDRESS: address };
    peer = sessionBus({ busAddress: address });
    await peer.requestName(NAME, 0);
    peer.addMethodHandler(answer);
  });
  afterAll(() => {
    peer?.disconnect();
    daemon.kill('SIGKILL');
    rmSync(dir, { recursive: true });
  });

  function answer(asked: Message): boolean {
    if (asked.member === 'Silent') return true;
    if (asked.member?.startsWith('Fail_')) {
      const name = asked.member.slice(5).replaceAll('_', '.');
      // The library's types call newError's first argument a text; it is the message answered.
      const newError = Message.newError as unknown as (to: Message, name: string, text: string) => Message;
      peer.send(newError(asked, name, 'no prints of anna at /home/anna'));
      return true;
    }
    if (asked.member === 'Values') {
      const body = [
        {
          On: new Variant('b', true),
          Big: new Variant('t', 2n ** 63n),
          Deep: new Variant('v', new Variant('as', ['a'])),
        },
        Buffer.from([1, 255]),
      ];
      peer.send(Message.newMethodReturn(asked, 'a{sv}ay', body));
      return true;
    }
    if (asked.member === 'GetManagedObjects') {
      const adapter = { Powered: new Variant('b', true), Address: new Variant('s', 'AA:BB:CC:DD:EE:FF') };
      const objects = { '/hci0': { 'org.example.Adapter': adapter, 'org.example.Other': {} }, '/x': {} };
      peer.send(Message.newMethodReturn(asked, 'a{oa{sa{sv}}}', [objects]));
      return true;
    }
    return false;
  }
  const target = (member: string, name = NAME) => ({ name, path: '/x', interface: 'net.example.I', member });

  it('gives plain values: variants unwrapped, 64-bit numbers as text, bytes as hex', async () => {
    const dbus = liveDbus(env);
    expect(await dbus.call('session', target('Values'), '', [])).toEqual({
      ok: true,
      value: [{ On: true, Big: '9223372036854775808', Deep: ['a'] }, '01ff'],
    });
    dbus.close();
  });

  it('takes only the named properties of managed objects', async () => {
    const dbus = liveDbus(env);
    expect(await dbus.objectsWith('system', NAME, 'org.example.Adapter', ['Powered', 'Missing'])).toEqual({
      ok: true,
      value: { '/hci0': { Powered: true } },
    });
    dbus.close();
  });

  it('tells names that are there from names that are not', async () => {
    const dbus = liveDbus(env);
    expect(await dbus.whichNames('session', [NAME, 'org.example.None'])).toEqual({
      ok: true,
      value: { owned: [NAME], startable: [] },
    });
    dbus.close();
  });

  it.each([
    [
      'net_reactivated_Fprint_Error_NoEnrolledPrints',
      'refused',
      'net.reactivated.Fprint.Error.NoEnrolledPrints',
    ],
    [
      'net_reactivated_Fprint_Error_PermissionDenied',
      'denied',
      'net.reactivated.Fprint.Error.PermissionDenied',
    ],
    ['org_freedesktop_DBus_Error_AccessDenied', 'denied', 'org.freedesktop.DBus.Error.AccessDenied'],
    ['org_freedesktop_DBus_Error_NoReply', 'timed-out', 'org.freedesktop.DBus.Error.NoReply'],
  ])('maps %s and keeps its name without its text', async (member, problem, detail) => {
    const dbus = liveDbus(env);
    expect(await dbus.call('session', target(`Fail_${member}`), '', [])).toEqual({
      ok: false,
      problem,
      detail,
    });
    dbus.close();
  });

  it('says denied when the bus itself forbids the call', async () => {
    const dbus = liveDbus(env);
    expect(await dbus.call('session', target('Forbidden'), '', [])).toEqual({
      ok: false,
      problem: 'denied',
      detail: 'org.freedesktop.DBus.Error.AccessDenied',
    });
    dbus.close();
  });

  it('says service-missing for a name nobody owns, and waits for nobody longer than the limit', async () => {
    const dbus = liveDbus(env);
    expect(await dbus.call('session', target('Any', 'org.example.None'), '', [])).toMatchObject({
      problem: 'service-missing',
    });
    expect(await dbus.call('session', target('Silent'), '', [])).toMatchObject({ problem: 'timed-out' });
    dbus.close();
  });

  it('survives arguments that do not fit their signature', async () => {
    const dbus = liveDbus(env);
    expect((await dbus.call('session', target('Values'), 'u', ['not a number'])).ok).toBe(false);
    expect((await dbus.call('session', target('Values'), '(((', [])).ok).toBe(false);
    expect(await dbus.call('session', target('Values'), '', [])).toMatchObject({ ok: true });
    dbus.close();
  });
});

describe('liveDbus without a bus', () => {
  it('says service-missing', async () => {
    const dbus = liveDbus({
      DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/no/such/socket',
      XDG_RUNTIME_DIR: '/no/such',
    });
    expect(await dbus.whichNames('system', ['a.b'])).toMatchObject({ problem: 'service-missing' });
    expect(await dbus.whichNames('session', ['a.b'])).toMatchObject({ problem: 'service-missing' });
  });

  it('starts no program and calls nowhere because of an address', async () => {
    for (const address of ['unixexec:path=/bin/sh', 'tcp:host=example.com,port=1', 'nonsense']) {
      const dbus = liveDbus({ DBUS_SESSION_BUS_ADDRESS: address });
      expect(await dbus.whichNames('session', ['a.b'])).toMatchObject({ problem: 'not-supported' });
    }
  });

  it('comes back from a socket that refuses, closes, or never speaks', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'keyready-nobus-'));
    const ask = async (name: string, greet: string | null) => {
      const path = join(dir, name);
      const server = createServer((socket) => {
        socket.on('error', () => {});
        if (greet !== null) socket.end(greet);
      });
      await new Promise<void>((resolve) => server.listen(path, resolve));
      const outcome = await liveDbus({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }).whichNames(
        'session',
        ['a.b'],
      );
      server.close();
      return outcome;
    };
    expect(await ask('mute', null)).toMatchObject({ ok: false, problem: 'timed-out' });
    expect(await ask('refusing', 'REJECTED\r\n')).toMatchObject({ ok: false, problem: 'denied' });
    expect(await ask('closing', '')).toMatchObject({ ok: false });
    rmSync(dir, { recursive: true });
  });

  it('names no person in what it says of an unknown error', () => {
    expect(failureOfDbus(new Error('/home/anna'))).toEqual({
      ok: false,
      problem: 'unreadable',
      detail: 'Error',
    });
  });
});
