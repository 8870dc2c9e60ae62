import type { Network, Outcome } from '../reach.ts';
import { systemCode } from '../system-code.ts';
import { failure, failureOf, success } from './outcomes.ts';

/**
 * The only hosts that are ever connected to: the relays of phone sign-in, and the sign-in page itself, which every device that signs in
 * to Entra ID has to reach, to tell a blocked relay from no network.
 * https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-enable-authenticator-passkey
 */
const lookedFor: ReadonlySet<string> = new Set([
  'cable.ua5v.com:443',
  'cable.auth.com:443',
  'login.microsoftonline.com:443',
]);

const DEFAULT_LIMIT_MS = 2000;

/** Errors of Node's resolver and of sockets (https://nodejs.org/api/errors.html#common-system-errors) by what they mean here. */
const problemOfCode: Record<string, 'not-found' | 'refused'> = {
  ENOTFOUND: 'not-found',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ECONNABORTED: 'refused',
  EPIPE: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
};

/**
 * Connections over TLS to a fixed list of hosts (`host:port`), `refused` for any other. `trusted`: certificates (PEM) to check by in place of
 * those that come with Node, for tests.
 */
export function liveNetwork(hosts: ReadonlySet<string> = lookedFor, trusted?: readonly string[]): Network {
  return {
    async connect(host, port, timeLimitMs = DEFAULT_LIMIT_MS) {
      if (!hosts.has(`${host}:${port}`)) return failure('refused', 'this is no host to look for');
      return dial(host, port, timeLimitMs, trusted);
    },
  };
}

async function dial(
  host: string,
  port: number,
  timeLimitMs: number,
  trusted: readonly string[] | undefined,
): Promise<Outcome<'connected'>> {
  const { connect } = await import('node:tls');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      servername: host,
      // Looked at below: a certificate of somebody else is an answer of its own.
      rejectUnauthorized: false,
      ...(trusted === undefined ? {} : { ca: [...trusted] }),
    });
    const settle = (outcome: Outcome<'connected'>) => {
      clearTimeout(timer);
      // Where TLS stands, its last words still go out: the host sees a connection that was closed, not one that broke.
      if (outcome.ok) socket.destroySoon();
      else socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(
      () => settle(failure('timed-out', `no connection within ${timeLimitMs} ms`)),
      timeLimitMs,
    );
    socket.once('secureConnect', () => settle(socket.authorized ? success('connected') : stranger(socket)));
    // Stays for what comes after the answer: an error nobody hears would end the process.
    socket.on('error', (error) => settle(failureOfConnection(error)));
    // Closed by the other side before TLS stood, without an error.
    socket.once('close', () => settle(failure('refused', 'closed')));
  });
}

function stranger({ authorizationError }: { authorizationError: unknown }): Outcome<never> {
  const why = authorizationError instanceof Error ? authorizationError.message : String(authorizationError);
  return failure('unreadable', `its certificate is not accepted: ${why}`.slice(0, 200));
}

function failureOfConnection(error: Error): Outcome<never> {
  // Several addresses were tried and each failed: the first one speaks for all.
  const cause = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = systemCode(cause);
  if (typeof code !== 'string') return failureOf(cause);
  const problem = problemOfCode[code];
  if (problem !== undefined) return failure(problem, code);
  return code.startsWith('ERR_SSL_') ? failure('malformed', code) : failureOf(cause);
}
