import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scriptedHost } from '../../test/cli/doubles/scripted-host.ts';
import type { SignalId } from '../contract/signals.ts';
import { HostRequest } from '../core/scan/host-messages.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import { packagedPolicyFolder } from '../platform/packaged-policy-folder.ts';
import { writeCapture } from '../platform/record/write-capture.ts';
import { composeAgent } from './for-this-machine.ts';
import { liveHostLauncher } from './live-host-launcher.ts';
import { isPlainlyUsual, readScanWishes } from './scan-wishes.ts';

let root: string;
let asked: SignalId[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keyready-switched-off-'));
  asked = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = {
  kind: 'known',
  source: 'script',
  facts: {
    hosts: [{ host: 'cable.ua5v.com', phones: 'android', reachable: { kind: 'known', value: true } }],
  },
};
/** Answers for every host, and notes which signals it was asked for. */
const noting: LaunchHost = () => {
  const host = scriptedHost(() => ({ 'tunnel-hosts': open }))();
  return {
    ...host,
    send(message) {
      asked.push(...HostRequest.parse(message).signals.map(({ id }) => id));
      host.send(message);
    },
  };
};
async function agentWith(measure: 'true' | 'false' | 'unsaid', launchHost: LaunchHost = noting) {
  const policyDir = join(root, 'policy');
  await cp(await packagedPolicyFolder(), policyDir, { recursive: true });
  const file = join(policyDir, 'default.yaml');
  const before = await readFile(file, 'utf8');
  const setting = 'network:\n  measureTunnelHosts: true\n';
  expect(before).toContain(setting);
  await writeFile(
    file,
    before.replace(setting, measure === 'unsaid' ? '' : setting.replace('true', measure)),
  );
  return composeAgent({ stateDir: join(root, 'state'), policyDir, launchHost, elevated: false });
}

describe('a policy that does not want the relay hosts looked for', () => {
  it('keeps the probe from running, and says so', async () => {
    const { partial, verdict } = await (await agentWith('false')).scan();
    expect(partial.signals['tunnel-hosts']).toMatchObject({ kind: 'unknown', reason: 'switched-off' });
    expect(asked).not.toContain('tunnel-hosts');
    expect(asked.length).toBeGreaterThan(10);
    expect(verdict.kinds.find(({ kind }) => kind === 'hybrid')).toBeDefined();
  });

  it('is obeyed when nothing else is asked for', async () => {
    const { partial } = await (await agentWith('false')).scan({ only: ['tunnel-hosts'] });
    expect(partial.signals['tunnel-hosts']).toMatchObject({ reason: 'switched-off' });
    expect(asked).toEqual([]);
  });

  it('is obeyed by a recording', async () => {
    const { signals } = await (await agentWith('false')).capture(join(root, 'capture'));
    expect(signals.find(({ signal }) => signal === 'tunnel-hosts')).toEqual({
      signal: 'tunnel-hosts',
      exchanges: 0,
      kind: 'unknown',
    });
    expect(asked).not.toContain('tunnel-hosts');
  });
});

describe('any other policy', () => {
  it.each(['true', 'unsaid'] as const)('with it %s has them looked for', async (measure) => {
    const { partial } = await (await agentWith(measure)).scan();
    expect(partial.signals['tunnel-hosts']).toMatchObject({ kind: 'known' });
    expect(asked).toContain('tunnel-hosts');
  });
});

describe('a replay connects to nothing', () => {
  const manifest = {
    captureVersion: 1 as const,
    platform: 'linux' as const,
    agentVersion: '0.0.0-test',
    capturedAt: '2026-11-27T00:00:00.000Z',
    context: 'user' as const,
    title: 'A pretended Linux machine',
  };
  const connected = (host: string) => ({
    port: 'network',
    call: 'connect',
    args: [host, 443],
    outcome: { ok: true as const, value: 'connected' },
  });
  const replayed = async (exchanges: ReturnType<typeof connected>[]) => {
    const dir = join(root, 'recorded');
    await writeCapture(dir, manifest, [{ signal: 'tunnel-hosts', exchanges }]);
    const agent = await agentWith('false', liveHostLauncher());
    return (await agent.scan({ replayDir: dir, only: ['tunnel-hosts'] })).partial.signals['tunnel-hosts'];
  };

  it('and gives what was recorded, whatever the policy of today says', async () => {
    expect(await replayed([connected('cable.ua5v.com'), connected('cable.auth.com')])).toMatchObject({
      kind: 'known',
      facts: { hosts: [{ reachable: { value: true } }, { reachable: { value: true } }] },
    });
  });

  it('or says that nothing was', async () => {
    expect(await replayed([])).toMatchObject({ kind: 'unknown', reason: 'not-captured' });
  });
});

describe('the text of a policy', () => {
  it.each([
    ['network:\n  measureTunnelHosts: true\n', true],
    ['version: 1\n', true],
    ['network:\n  measureTunnelHosts: false\n', false],
    ['network:\n  measureTunnelHosts: False\n', false],
    ['network: { measureTunnelHosts: true }\n', false],
    ['network:\n  "measureTunnelHosts": true\n', false],
    ['network:\n  measureTunnelHosts: true # but see\n', false],
    ['network:\n  measureTunnelHosts: *off\n', false],
    ['network:\n  measureTunnelHosts:\n    false\n', false],
    ['network:\n  measureTunnelHosts: true\n  measureTunnelHosts: false\n', false],
    ['network:\n  measureTunnelHosts: true\ninventory:\n  wholeList: false\n', true],
    ['inventory:\n  wholeList: true\n', false],
    ['inventory: { wholeList: false }\n', false],
    ['inventory:\n  wholeList: yes # all\n', false],
  ])('%j plainly asks for nothing unusual: %j', (text, plain) => {
    expect(isPlainlyUsual(text)).toBe(plain);
  });

  it('that does not say it plainly is read as YAML', async () => {
    const policyDir = join(root, 'policy');
    await cp(await packagedPolicyFolder(), policyDir, { recursive: true });
    const file = join(policyDir, 'default.yaml');
    const before = await readFile(file, 'utf8');
    const block = 'network:\n  measureTunnelHosts: true\n';
    await writeFile(file, before.replace(block, 'network: { "measureTunnelHosts": no }\n'));
    await expect(readScanWishes(policyDir)).rejects.toMatchObject({ code: 'policy.invalid' });
    await writeFile(file, before.replace(block, 'network: { "measureTunnelHosts": false }\n'));
    expect(await readScanWishes(policyDir)).toEqual({ switchedOff: ['tunnel-hosts'], wholeList: false });
    expect(await readScanWishes()).toEqual({ switchedOff: [], wholeList: false });
  });
});

describe('the whole list of programs', () => {
  const askedWith = async (wholeList: 'true' | 'false' | 'unsaid') => {
    const requests: HostRequest[] = [];
    const launchHost: LaunchHost = () => {
      const host = scriptedHost(() => ({ 'tunnel-hosts': open }))();
      return {
        ...host,
        send(message) {
          requests.push(HostRequest.parse(message));
          host.send(message);
        },
      };
    };
    const policyDir = join(root, 'policy');
    await cp(await packagedPolicyFolder(), policyDir, { recursive: true });
    const file = join(policyDir, 'default.yaml');
    const before = await readFile(file, 'utf8');
    const setting = 'inventory:\n  wholeList: false\n';
    expect(before).toContain(setting);
    await writeFile(
      file,
      before.replace(setting, wholeList === 'unsaid' ? '' : setting.replace('false', wholeList)),
    );
    const agent = await composeAgent({
      stateDir: join(root, 'state'),
      policyDir,
      launchHost,
      elevated: false,
    });
    await agent.scan();
    return requests.filter(({ signals }) => signals.some(({ id }) => id === 'apps'));
  };

  it('is asked for of the host that looks at programs, where the policy wants it', async () => {
    const asked = await askedWith('true');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((request) => request.wholeList === true)).toBe(true);
  });
  it.each(['false', 'unsaid'] as const)('is not asked for with it %s', async (wholeList) => {
    const asked = await askedWith(wholeList);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((request) => request.wholeList === undefined)).toBe(true);
  });
});
