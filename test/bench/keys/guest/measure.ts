// Runs in the virtual machine: times whole programs on the same virtual keys, in turns, and sends every sample to the host.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { root, runInGuest } from '../../../lab/vm/guest/in-guest.ts';
import type { CaseName, Sample } from '../samples.ts';
import type { KeyOrder, KeyReport } from './key-process.ts';

const here = import.meta.dirname;
const fourPaths = [0, 1, 2, 3].map((number) => `/dev/hidraw${number}`);
const [onePath = ''] = fourPaths;
const node = process.execPath;
const reader = [node, `${here}/read-keys.ts`];
const keyready = [node, 'src/cli/keyready.ts', 'keys', '--json'];
const fido2Token = '/usr/bin/fido2-token';

/** Cases by the number of keys that are plugged in while they run. */
const casesByKeys: { keys: number; cases: Partial<Record<CaseName, readonly string[]>> }[] = [
  {
    keys: 0,
    cases: {
      nothing: ['/bin/busybox', 'true'],
      'fido2-token-start': [fido2Token, '-V'],
      'reader-start': reader,
      'keyready-0': keyready,
    },
  },
  {
    keys: 1,
    cases: {
      'fido2-token-1': [fido2Token, '-I', onePath],
      'reader-1': [...reader, onePath],
      'reader-1-twice': [...reader, '--twice', onePath],
      'keyready-1': keyready,
    },
  },
  {
    keys: 4,
    cases: {
      'fido2-token-4': [
        '/bin/busybox',
        'sh',
        '-c',
        fourPaths.map((path) => `${fido2Token} -I ${path}`).join(' && '),
      ],
      'reader-4': [...reader, ...fourPaths],
      'keyready-4': keyready,
    },
  },
];

/** Node's compiled code. The reader has its own: what the lab brings along was made without a key, so without the code that reads one. */
const compiledByReader = '/var/cache/keyready-bench';
const env = {
  PATH: '/usr/bin:/bin',
  HOME: root.home,
  KEYREADY_STATE_DIR: `${root.home}/state-bench`,
  NODE_COMPILE_CACHE: '/var/cache/keyready-lab',
};
/** keyready's are those of a verdict. */
const goodExitCodes = [0, 10, 20, 30];

const [keyKind = ''] = await wordsNamed('key');
const keyProcess = fork(`${here}/key-process.ts`, [keyKind], { env: { ...env, UV_THREADPOOL_SIZE: '8' } });

async function tellKeys(order: KeyOrder): Promise<KeyReport> {
  const answer = once(keyProcess, 'message');
  keyProcess.send(order);
  return (await answer)[0];
}

async function sample(
  name: CaseName,
  command: readonly string[],
): Promise<Omit<Sample, 'packetMs' | 'round'>> {
  const [file = '', ...args] = command;
  const isReader = name.startsWith('reader');
  await tellKeys({ told: true });
  const startedAt = performance.now();
  const run = spawnSync(file, args, {
    env: isReader ? { ...env, NODE_COMPILE_CACHE: compiledByReader } : env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const tookMs = performance.now() - startedAt;
  const { asked, cpuMs } = await tellKeys({ told: true });
  // A failure is quick: it must not be taken for a good time.
  if (run.error) throw run.error;
  if (run.status === null || !goodExitCodes.includes(run.status))
    throw new Error(`${name} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  const insideMs = isReader ? Number(JSON.parse(run.stdout).insideMs) : null;
  return { case: name, tookMs, asked, keyCpuMs: cpuMs, insideMs };
}

/** From the kernel's command line, where the host writes them. */
async function wordsNamed(name: string): Promise<string[]> {
  const value = new RegExp(`bench\\.${name}=(\\S+)`).exec(await readFile('/proc/cmdline', 'utf8'))?.[1];
  if (value === undefined) throw new Error(`the host did not say bench.${name}`);
  return value.split(',');
}

/** keyready starts two Node processes, which the emulated processor takes long over: it has fewer turns, and not at every pace. */
function isDue(
  name: CaseName,
  turn: { round: number; keyreadyRounds: number; isLastPace: boolean },
): boolean {
  if (!name.startsWith('keyready')) return true;
  return turn.round < turn.keyreadyRounds && (turn.isLastPace || name === 'keyready-1');
}

await runInGuest(async (_boot, report) => {
  const [rounds = 0, keyreadyRounds = 0] = (await wordsNamed('rounds')).map(Number);
  const paces = (await wordsNamed('packet-ms')).map(Number);
  const samples: Sample[] = [];
  const take = async (name: CaseName, command: readonly string[], at: { packetMs: number; round: number }) =>
    samples.push({ ...(await sample(name, command)), ...at });

  // Warm up: Node keeps compiled code, of what was run in the first process that had none; so with keys first.
  await tellKeys({ plug: 4, packetMs: 0 });
  await sample('reader-4', [...reader, ...fourPaths]);
  if (keyreadyRounds > 0) await sample('keyready-4', keyready);

  for (let round = 0; round < rounds; round += 1)
    for (const packetMs of paces)
      for (const { keys, cases } of casesByKeys) {
        await tellKeys({ plug: keys, packetMs });
        for (const [name, command] of Object.entries(cases) as [CaseName, readonly string[]][])
          if (isDue(name, { round, keyreadyRounds, isLastPace: packetMs === paces.at(-1) }))
            await take(name, command, { packetMs, round });
      }
  await report({
    ...{ kind: 'situation', name: 'samples', exitCode: 0, stderr: '', tookMs: 0 },
    stdout: JSON.stringify(samples),
  });
});
// Its threads wait for the kernel: it would not end by itself.
keyProcess.kill('SIGKILL');
