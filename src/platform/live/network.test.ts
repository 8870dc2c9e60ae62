import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate, newKeys } from '../../../test/doubles/made-certificate.ts';
import { liveNetwork } from './network.ts';

const authority = makeCertificate({ name: 'Test authority', ca: true });
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Listens on this machine; `localhost:port` is then the one host that may be looked for. */
async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closers.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port was expected');
  return address.port;
}
function relay(dnsName = 'localhost') {
  const keys = newKeys();
  const certificate = makeCertificate({ name: dnsName, issuer: authority, keys, dnsName });
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
  return createTlsServer({ key, cert: certificate.pem });
}
const connectTo = (port: number, trusted: readonly string[] = [authority.pem], limitMs = 2000) =>
  liveNetwork(new Set([`localhost:${port}`]), trusted).connect('localhost', port, limitMs);

describe('a host that may be looked for', () => {
  it('is connected to by name, gets nothing, and is let go at once', async () => {
    const server = relay();
    const seen = { name: '', bytes: 0 };
    const gone = new Promise<void>((resolve) => {
      server.on('secureConnection', (socket) => {
        seen.name = String(socket.servername);
        socket.on('data', (data) => {
          seen.bytes += data.length;
        });
        socket.on('close', () => resolve());
      });
    });
    const port = await listening(server);
    expect(await connectTo(port)).toEqual({ ok: true, value: 'connected' });
    await gone;

    expect(seen).toEqual({ name: 'localhost', bytes: 0 });
  });

  it('that answers with the certificate of somebody else is not that host', async () => {
    const port = await listening(relay('blocked.example'));
    expect(await connectTo(port)).toMatchObject({ ok: false, problem: 'unreadable' });
  });

  it('whose certificate nobody vouches for is not that host', async () => {
    const other = makeCertificate({ name: 'Another authority', ca: true });
    const port = await listening(relay());
    expect(await connectTo(port, [other.pem])).toMatchObject({
      ok: false,
      problem: 'unreadable',
      detail: expect.stringContaining('certificate'),
    });
  });

  it('that nobody listens for is refused', async () => {
    const server = createTcpServer();
    const port = await listening(server);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await connectTo(port)).toEqual({ ok: false, problem: 'refused', detail: 'ECONNREFUSED' });
  });

  it('that is cut off on the way is refused', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await connectTo(await listening(server))).toMatchObject({ ok: false, problem: 'refused' });
  });

  it('behind which something else answers does not speak TLS', async () => {
    const server = createTcpServer((socket) => socket.write('HTTP/1.1 403 Forbidden\r\n\r\n'));
    expect(await connectTo(await listening(server))).toMatchObject({ ok: false, problem: 'malformed' });
  });

  it('that accepts and says nothing is given up in time', async () => {
    const port = await listening(createTcpServer());
    const begun = performance.now();
    expect(await connectTo(port, [authority.pem], 150)).toEqual({
      ok: false,
      problem: 'timed-out',
      detail: 'no connection within 150 ms',
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('whose name does not resolve is not found, or told as the resolver’s trouble', async () => {
    const name = 'no-such-relay.invalid';
    const outcome = await liveNetwork(new Set([`${name}:443`])).connect(name, 443);
    expect(outcome.ok).toBe(false);
    // Without any resolver (a build machine off the network) getaddrinfo says "try again" instead.
    const { problem, detail } = outcome as { problem: string; detail?: string };
    expect([
      'not-found ENOTFOUND',
      'unreadable EAI_AGAIN',
      'timed-out no connection within 2000 ms',
    ]).toContain(`${problem} ${detail}`);
  });
});

describe('any other host', () => {
  it.each([
    ['a host nobody looks for', 'example.com', 443],
    ['another port of a relay', 'cable.ua5v.com', 80],
    ['a name below a relay', 'x.cable.auth.com', 443],
    ['a relay as its address', '127.0.0.1', 443],
    ['a trick with the port', 'cable.auth.com:443', Number.NaN],
  ])('%s is refused without a packet', async (_name, host, port) => {
    expect(await liveNetwork().connect(host, port)).toEqual({
      ok: false,
      problem: 'refused',
      detail: 'this is no host to look for',
    });
  });

  it('is not even one that listens on this machine', async () => {
    let connections = 0;
    const server = createTcpServer(() => {
      connections += 1;
    });
    const port = await listening(server);
    expect(await liveNetwork().connect('localhost', port)).toMatchObject({ problem: 'refused' });
    expect(connections).toBe(0);
  });
});
