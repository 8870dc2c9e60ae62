import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackgroundProgram } from '../processes/background-program.ts';
import { type ProgramResult, runOrThrow, runProgram } from '../processes/run-program.ts';

/** A system bus of the test's own, so that no real service of this machine is seen or disturbed. */
const busConfiguration = (socket: string) => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
`;

/** Programs in a test live no longer than this, whatever becomes of the test. */
const timeLimitMs = 120_000;

export class PrivateBus {
  readonly folder: string;
  readonly address: string;
  private readonly programs: BackgroundProgram[] = [];

  private constructor(folder: string) {
    this.folder = folder;
    this.address = `unix:path=${join(folder, 'bus')}`;
  }

  /** Starts an empty bus: no service on it, none startable. */
  static async start(): Promise<PrivateBus> {
    const bus = new PrivateBus(await mkdtemp(join(tmpdir(), 'keyready-bus-')));
    // Other accounts ask on it too.
    await chmod(bus.folder, 0o755);
    const socket = join(bus.folder, 'bus');
    const configuration = join(bus.folder, 'bus.conf');
    await writeFile(configuration, busConfiguration(socket));
    const daemon = bus.startProgram('dbus-daemon', [
      `--config-file=${configuration}`,
      '--nofork',
      '--nopidfile',
    ]);
    await daemon
      .waitUntil(() => existsSync(socket), 15_000)
      .catch((error: unknown) => bus.stop().then(() => Promise.reject(error)));
    return bus;
  }

  /** Environment for programs that are to see this bus as the system's. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: this.address };
  }

  startProgram(file: string, args: readonly string[], env: Record<string, string> = {}): BackgroundProgram {
    const program = new BackgroundProgram(file, args, { timeLimitMs, env: { ...this.environment, ...env } });
    this.programs.push(program);
    return program;
  }

  /**
   * Starts one of python-dbusmock's stand-ins for a system service.
   * Debian's own Python by name: another one on PATH does not see its packages.
   * https://github.com/martinpitt/python-dbusmock
   */
  async startMock(template: 'polkitd' | 'bluez5', busName: string): Promise<BackgroundProgram> {
    const mock = this.startProgram('/usr/bin/python3', [
      '-m',
      'dbusmock',
      '--system',
      '--template',
      template,
    ]);
    await mock.waitUntil(() => this.hasOwner(busName), 15_000);
    return mock;
  }

  async hasOwner(busName: string): Promise<boolean> {
    const answer = await this.ask(
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      [`string:${busName}`],
    );
    return answer.exitCode === 0 && answer.stdout.includes('boolean true');
  }

  /** A method call; `args` as dbus-send writes them: `boolean:true`. @throws Error when it is refused. */
  async call(name: string, path: string, method: string, args: readonly string[]): Promise<void> {
    await runOrThrow('dbus-send', dbusSendArguments(name, path, method, args), { env: this.environment });
  }

  /** Ends everything on the bus, then the bus. */
  async stop(): Promise<void> {
    for (const program of this.programs.reverse()) await program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private ask(name: string, path: string, method: string, args: readonly string[]): Promise<ProgramResult> {
    return runProgram('dbus-send', dbusSendArguments(name, path, method, args), { env: this.environment });
  }
}

function dbusSendArguments(name: string, path: string, method: string, args: readonly string[]): string[] {
  return ['--system', '--print-reply', '--reply-timeout=5000', `--dest=${name}`, path, method, ...args];
}
