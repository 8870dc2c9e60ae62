import type { PrivateMachine } from './private-machine.ts';

/** Its manual: https://www.infradead.org/openconnect/manual.html */
const commands = {
  password: ['/usr/sbin/openconnect', '--non-inter', '--passwd-on-stdin', 'https://127.0.0.1:9/'],
  browser: ['/usr/sbin/openconnect', '--external-browser=/usr/bin/true', 'https://127.0.0.1:9/'],
} as const;

/** Units of systemd that start OpenConnect, which keeps no settings of its own. */
export async function setUpOpenconnect(machine: PrivateMachine): Promise<void> {
  for (const [name, command] of Object.entries(commands))
    await machine.writeInHome(
      `.config/systemd/user/vpn-${name}.service`,
      `[Unit]\nDescription=canary\n[Service]\nExecStart=${command.join(' ')}\n`,
    );
}

/** What OpenConnect itself does with the command of a unit when nothing is handed to it, there being nobody to connect to. */
export async function tryOpenconnect(
  machine: PrivateMachine,
  name: keyof typeof commands | 'made-up',
): Promise<'wants a password first' | 'connects' | 'does not know the option'> {
  const command =
    name === 'made-up' ? [commands.browser[0], '--made-up', 'https://127.0.0.1:9/'] : commands[name];
  const { stdout, stderr } = await machine.try('person', 'sh', [
    '-c',
    'exec "$@" < /dev/null',
    'sh',
    ...command,
  ]);
  const said = stdout + stderr;
  if (said.includes('unrecognized option')) return 'does not know the option';
  if (/Failed to connect to 127\.0\.0\.1/.test(said)) return 'connects';
  if (said.includes('fgets (stdin)')) return 'wants a password first';
  throw new Error(`openconnect said: ${said.slice(0, 500)}`);
}
