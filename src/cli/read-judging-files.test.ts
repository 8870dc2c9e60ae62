import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/cli/doubles/terminal.ts';
import { keptMetadataIn } from '../mds/kept-metadata.ts';
import { readJudgingFiles } from './read-judging-files.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'keyready-judging-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

it('is the policy with what was imported, or the policy alone', async () => {
  const io = fakeTerminal();
  const { policy: alone } = await readJudgingFiles(io, stateDir);
  expect(alone.keyKnowledge.metadata).toBeNull();
  await keptMetadataIn(stateDir).write({
    schemaVersion: 1,
    no: 285,
    nextUpdate: '2026-12-01',
    importedAt: '2026-11-23T08:00:00.000Z',
    revocationChecked: false,
    legalHeader: 'Terms made for a test.',
    entries: [{ aaguid: 'ee882879-721c-4913-9775-3dfcce97072a', name: 'A key', statusReports: [] }],
  });
  const { policy } = await readJudgingFiles(io, stateDir);
  expect(policy.version).toBe(`${alone.version}+mds285`);
  expect([...(policy.keyKnowledge.metadata?.byAaguid.keys() ?? [])]).toEqual([
    'ee882879-721c-4913-9775-3dfcce97072a',
  ]);
  expect(io.stderr.text()).toBe('');
});

it('says when what was imported is damaged, and goes on without it', async () => {
  await writeFile(join(stateDir, 'metadata.json'), '[]');
  const io = fakeTerminal();
  expect((await readJudgingFiles(io, stateDir)).policy.keyKnowledge.metadata).toBeNull();
  expect(io.stderr.text()).toMatch(/^note: .*metadata\.json.* \(state\.corrupt\)\n$/);
});
