import { describe, expect, it } from 'vitest';
import { listProcesses } from '../../../test/doubles/hosts/list-processes.ts';
import { liveCommands } from './commands.ts';

const commands = liveCommands();
function running(text: string): number {
  return listProcesses().filter((seen) => seen.commandLine === text).length;
}

describe('liveCommands', () => {
  it('gives exit code and both outputs', async () => {
    expect(await commands.run('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
      ok: true,
      value: { exitCode: 3, stdout: 'out\n', stderr: 'err\n' },
    });
  });
  it('speaks locale C, whatever the person’s language', async () => {
    const told = await commands.run('/bin/sh', ['-c', 'echo $LC_ALL $LANG']);
    expect(told).toMatchObject({ ok: true, value: { stdout: 'C C\n' } });
  });
  it('passes arguments as they are, without a shell', async () => {
    const told = await commands.run('/bin/echo', ['$(id)', '; ls', '`x`']);
    expect(told).toMatchObject({ ok: true, value: { stdout: '$(id) ; ls `x`\n' } });
  });
  it('gives no input, so that a program that asks does not wait', async () => {
    expect(await commands.run('/bin/cat', [])).toMatchObject({ ok: true, value: { stdout: '' } });
  });
  it('ends a slow program with everything it started', async () => {
    const startedAt = Date.now();
    const told = await commands.run('/bin/sh', ['-c', 'sleep 713.1 & sleep 713.2; echo done'], 300);
    expect(told).toMatchObject({ ok: false, problem: 'timed-out' });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    await expect.poll(() => running('sleep 713.1') + running('sleep 713.2')).toBe(0);
  });
  it('is not held by a grandchild that left the group with the pipes', async () => {
    const told = await commands.run('/bin/sh', ['-c', 'setsid sleep 5 & sleep 714'], 300);
    expect(told).toMatchObject({ ok: false, problem: 'timed-out' });
  });
  it('stops a program that never stops talking', async () => {
    const told = await commands.run('/usr/bin/yes', [], 10_000);
    expect(told).toMatchObject({ ok: false, problem: 'too-large' });
    await expect.poll(() => running('/usr/bin/yes')).toBe(0);
  });
  it('tells missing, denied, relative and killed apart', async () => {
    expect(await commands.run('/no/such', [])).toMatchObject({ ok: false, problem: 'not-found' });
    expect(await commands.run('/etc/passwd', [])).toMatchObject({ ok: false, problem: 'denied' });
    expect(await commands.run('ls', [])).toMatchObject({ ok: false, problem: 'refused' });
    expect(await commands.run('/bin/sh', ['-c', 'kill -9 $$'])).toMatchObject({
      ok: false,
      problem: 'refused',
      detail: 'ended by SIGKILL',
    });
    expect(await commands.run('/bin/echo', ['nul\0byte'])).toMatchObject({ ok: false });
  });
  it('tells when a program begins and ends', async () => {
    const notices: { pid: number; running: boolean }[] = [];
    await liveCommands((notice) => notices.push(notice)).run('/bin/true', []);
    expect(notices.map((notice) => notice.running)).toEqual([true, false]);
    expect(notices[0]?.pid).toBe(notices[1]?.pid);
  });
});
