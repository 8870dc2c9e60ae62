import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostRequest } from '../core/scan/host-messages.ts';
import { type ChildChannel, neverStarted } from '../platform/child-channel.ts';
import { composeAgent } from './for-this-machine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-told-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Hosts that note what they are asked and then die. */
function noting(asked: HostRequest[]): () => ChildChannel {
  return () => ({ ...neverStarted('a test double'), send: (message) => asked.push(message as HostRequest) });
}
const capture = new URL('../../test/fixtures/captures/linux/denied-everything', import.meta.url).pathname;

describe('what the window was told', () => {
  const told = { canPromptTouchId: true };
  const agentTold = (asked: HostRequest[], tellHost?: () => HostRequest['told']) =>
    composeAgent({ stateDir: folder, launchHost: noting(asked), ...(tellHost ? { tellHost } : {}) });

  it('goes only to a host that looks at sensors', async () => {
    const asked: HostRequest[] = [];
    const agent = await agentTold(asked, () => told);
    await agent.scan({ context: 'user', only: ['biometric-sensor', 'os'] });
    expect(asked.length).toBeGreaterThan(1);
    for (const request of asked) {
      const looks = request.signals.some(({ id }) => id === 'biometric-sensor');
      expect(request.told).toEqual(looks ? told : undefined);
    }
  });

  it('is asked anew for each scan', async () => {
    const answers = [{ canPromptTouchId: true }, undefined, { canPromptTouchId: false }];
    const seen = [];
    for (const answer of answers) {
      const asked: HostRequest[] = [];
      const agent = await agentTold(asked, () => answer);
      await agent.scan({ context: 'user', only: ['biometric-sensor'] });
      seen.push(asked[0]?.told);
    }
    expect(seen).toEqual(answers);
  });

  it('is of no use to a replay, nor there on the command line', async () => {
    const asked: HostRequest[] = [];
    const unasked = () => {
      throw new Error('a replay has nothing to ask of this machine');
    };
    const only = ['biometric-sensor'] as const;
    await (await agentTold(asked, unasked)).scan({ context: 'user', only, replayDir: capture });
    await (await agentTold(asked)).scan({ context: 'user', only });
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.map((request) => 'told' in request)).not.toContain(true);
  });
});
