import { describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../../test/cli/doubles/terminal.ts';
import { fiveKeys, lookWith } from '../../../test/doubles/security-keys/sample-keys.ts';
import type { Agent, KeysEvent, KeysLook, KeysOptions } from '../../agent/agent.ts';
import type { AttachedKey } from '../../contract/facts/security-key.ts';
import { KeysOutput } from '../../contract/keys.ts';
import { judgingFiles } from '../../core/assess/grounds.ts';
import { changesSince, seenIn } from '../../core/keys/key-changes.ts';
import { showKeys } from '../../core/keys/show-keys.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { type KeysCommandOptions, runKeysCommand } from './keys.ts';

const files = judgingFiles(await readPolicyFiles());
const outputOf = (keys: Parameters<typeof lookWith>[0]) => showKeys(lookWith(keys), files, new Date());
type FiveKeys = [AttachedKey, AttachedKey, AttachedKey, AttachedKey, AttachedKey];
const [, ready, noPin, , u2fOnly] = fiveKeys() as FiveKeys;
const problem = { code: 'state.corrupt', title: 'A file was set aside', detail: 'it held nothing of use' };

/** An agent that sees these keys, one list after the other. */
function agentSeeing(
  looks: readonly Parameters<typeof lookWith>[0][],
  more: { problems?: KeysLook['problems']; onStep?: (step: number) => void } = {},
) {
  const { problems = [], onStep } = more;
  const asked: KeysOptions[] = [];
  const agent: Pick<Agent, 'keys' | 'followKeys'> = {
    async keys(options = {}) {
      asked.push(options);
      return { output: outputOf(looks[0] ?? []), problems };
    },
    async *followKeys(options): AsyncGenerator<KeysEvent> {
      asked.push(options);
      let seen = seenIn(outputOf(looks[0] ?? []));
      for (const [step, look] of looks.entries()) {
        if (options.stop.aborted) return;
        const output = outputOf(look);
        yield { output, problems, changes: step === 0 ? [] : changesSince(seen, output) };
        seen = seenIn(output, seen);
        onStep?.(step);
        // The stream tells of its end a turn later.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
  return { agent: agent as Agent, asked };
}

async function run(
  looks: Parameters<typeof agentSeeing>[0],
  options: KeysCommandOptions = {},
  more: Parameters<typeof agentSeeing>[1] = {},
  io = fakeTerminal(),
) {
  const { agent, asked } = agentSeeing(looks, more);
  const exitCode = await runKeysCommand({ io, agent: async () => agent }, options);
  return { exitCode, asked, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

describe('keyready keys', () => {
  it.each([
    ['a ready key', [ready], 0],
    ['a key without PIN', [noPin], 10],
    ['no key', [], 10],
    ['a U2F-only key', [u2fOnly], 20],
    ['a ready key beside a useless one', [u2fOnly, ready], 0],
  ] as const)('exits by the verdict: %s', async (_name, keys, exitCode) => {
    const ran = await run([keys], { json: true });
    expect(ran.exitCode).toBe(exitCode);
    expect(KeysOutput.parse(JSON.parse(ran.stdout)).keys).toHaveLength(keys.length);
    expect(ran.stderr).toBe('');
  });

  it('exits 30 when it could not look', async () => {
    const lost = {
      kind: 'unknown',
      reason: 'crashed',
      at: '2026-11-23T00:00:00Z',
      tookMs: 1,
      context: 'user',
    } as const;
    expect((await run([lost])).exitCode).toBe(30);
  });

  it('passes on what was asked, and says what went wrong beside the look', async () => {
    const given = { orderSheet: true, tenant: 'fido2.json', replay: 'dir' };
    const { asked, stderr } = await run([[]], given, { problems: [problem] });
    expect(asked[0]).toMatchObject({ orderSheet: true, tenantFile: 'fido2.json', replayDir: 'dir' });
    expect(stderr).toContain('it held nothing of use (state.corrupt)');
  });
});

describe('keyready keys --watch', () => {
  const plugAndPull = [[], [ready], []];

  it('prints the table once, then a line for each change, and a problem once', async () => {
    const { stdout, stderr, exitCode } = await run(plugAndPull, { watch: true }, { problems: [problem] });
    expect(stdout.match(/Security keys:/g)).toHaveLength(1);
    expect(stdout).toMatch(/\d\d:\d\d:\d\d {2}plugged in {2}YubiKey 5/);
    expect(stdout).toMatch(/\d\d:\d\d:\d\d {2}unplugged {3}YubiKey 5/);
    expect(stderr.match(/state\.corrupt/g)).toHaveLength(1);
    expect(exitCode).toBe(10);
  });

  it('--json prints one document a line, on a terminal too', async () => {
    const ran = await run(plugAndPull, { watch: true, json: true }, {}, fakeTerminal({ isTTY: true }));
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines.map((line) => KeysOutput.parse(JSON.parse(line)).keys.length)).toEqual([0, 1, 0]);
  });

  it('ends when nobody reads any more', async () => {
    const io = fakeTerminal();
    let steps = 0;
    const onStep = (step: number) => {
      steps = step + 1;
      if (step === 0) io.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    };
    const ran = await run(plugAndPull, { watch: true, json: true }, { onStep }, io);
    expect(steps).toBe(1);
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1);
  });
});
