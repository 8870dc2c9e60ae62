import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that runs beside a test and is gone after it, whatever happens. */
export class BackgroundProgram {
  readonly file: string;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private output = '';

  /** Starts `file`. `timeLimitMs` is the longest it may live, enforced from outside should this process be killed. */
  constructor(
    file: string,
    args: readonly string[],
    options: { timeLimitMs: number; cwd?: string; env?: NodeJS.ProcessEnv },
  ) {
    this.file = file;
    const env = options.env ?? process.env;
    const limitSeconds = String(Math.ceil(options.timeLimitMs / 1000));
    this.child = spawn('timeout', ['--kill-after=2', limitSeconds, file, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...env, PATH: `${env.PATH ?? ''}:/usr/sbin:/sbin:/usr/libexec` },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-64 * 1024);
      });
    this.ended = Promise.race([once(this.child, 'exit'), once(this.child, 'error')]).then(() => undefined);
    process.once('exit', this.killNow);
  }

  /** The last of what it wrote, for the message of a failing test. */
  get said(): string {
    return this.output;
  }

  get isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it has ended by itself. */
  async waitForEnd(): Promise<{ exitCode: number | null }> {
    await this.ended;
    return { exitCode: this.child.exitCode };
  }

  /** Waits until `isReady` says so. @throws Error when the program ends first or the time runs out. */
  async waitUntil(isReady: () => Promise<boolean> | boolean, timeLimitMs: number): Promise<void> {
    const giveUpAt = performance.now() + timeLimitMs;
    while (!(await isReady())) {
      if (!this.isRunning) throw new Error(`${this.file} ended early: ${this.output}`);
      if (performance.now() > giveUpAt)
        throw new Error(`${this.file} not ready after ${timeLimitMs} ms: ${this.output}`);
      await delay(50);
    }
  }

  /** Stops it in its tracks, as a hung program: it stays on the bus and answers nothing. */
  pause(): void {
    this.signalProgram('SIGSTOP');
  }

  resume(): void {
    this.signalProgram('SIGCONT');
  }

  /** SIGTERM, after two seconds SIGKILL (by `timeout`, which passes the first on). */
  async stop(): Promise<void> {
    process.off('exit', this.killNow);
    if (!this.isRunning) return;
    this.child.kill('SIGTERM');
    await this.ended;
  }

  /** Past `timeout`, to the program itself (https://man7.org/linux/man-pages/man5/proc_tid_children.5.html). */
  private signalProgram(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) throw new Error(`${this.file} does not run`);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (!/^\d+$/.test(children)) throw new Error(`${this.file} is not one process: "${children}"`);
    process.kill(Number(children), signal);
  }

  private readonly killNow = (): void => {
    this.child.kill('SIGTERM');
  };
}
