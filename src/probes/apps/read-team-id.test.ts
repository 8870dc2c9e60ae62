import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Failure, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { signedProgram } from '../../../test/doubles/mac-machines/signed-program.ts';
import { liveFiles } from '../../platform/live/files.ts';
import { readTeamId } from './read-team-id.ts';

const TEAM = 'ABCDE12345';
const read = (program: Buffer | Failure) =>
  readTeamId(
    fakeReach({ hex: { '/x': Buffer.isBuffer(program) ? program.toString('hex') : program } }),
    '/x',
  );
const known = (value: string) => ({ kind: 'known', value });
const unreadable = expect.objectContaining({ kind: 'unknown', reason: 'unreadable' });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });

/** The program with these bytes put in at a place. */
function changed(at: number, hex: string, program = signedProgram(TEAM)): Buffer {
  Buffer.from(hex, 'hex').copy(program, at);
  return program;
}

describe('the team that a program names', () => {
  test.each([
    ['for one processor', signedProgram(TEAM), known(TEAM)],
    ['for several', signedProgram(TEAM, { fat: '32' }), known(TEAM)],
    ['for several, large', signedProgram(TEAM, { fat: '64' }), known(TEAM)],
    ['signed without a team', signedProgram(null), notApplicable],
    ['signed by a layout from before teams', signedProgram(TEAM, { version: 0x20100 }), notApplicable],
    ['not signed', signedProgram(TEAM, { signed: false }), notApplicable],
    ['a team of another form', signedProgram('<script>'), unreadable],
    ['a script', Buffer.from('#!/bin/sh\nexec /usr/bin/true --with --words\n'), unreadable],
    ['a class file of Java', Buffer.from(`cafebabe00000041${'00'.repeat(60)}`, 'hex'), unreadable],
    ['an empty file', Buffer.alloc(0), unreadable],
    ['load commands without end', changed(20, 'ffffffff'), unreadable],
    ['a load command of no size', changed(36, '00000000'), unreadable],
    ['a load command over the end', changed(36, 'ffff0000'), unreadable],
    ['a signature beyond the end', changed(32 + 72 + 8, 'ffffff7f'), unreadable],
    ['another signature', changed(1000, '00000000'), unreadable],
    ['a signature without a code directory', changed(1020, '00000007'), unreadable],
    ['a code directory beyond the end', changed(1024, 'fffffff0'), unreadable],
    ['a team beyond the end', changed(1000 + 40 + 48, 'ffffffff'), unreadable],
    ['a program beyond the end', changed(16, 'fffffff0', signedProgram(TEAM, { fat: '32' })), unreadable],
    [
      'a program far beyond any end',
      changed(16, 'ff'.repeat(8), signedProgram(TEAM, { fat: '64' })),
      unreadable,
    ],
  ])('%s', async (_what, program, expected) => expect(await read(program)).toEqual(expected));

  test('cut anywhere, it is the same team or none', async () => {
    const whole = signedProgram(TEAM);
    for (let end = 0; end < whole.length; end += 3) {
      const { kind, ...rest } = await read(whole.subarray(0, end));
      expect(kind === 'unknown' || JSON.stringify(rest) === JSON.stringify({ value: TEAM })).toBe(true);
    }
  });

  test.each([
    ['denied', 'needs-elevation'],
    ['timed-out', 'timed-out'],
  ] as const)('a program that is %s', async (problem, reason) => {
    expect(await read(fails(problem))).toMatchObject({ kind: 'unknown', reason });
  });

  test('of a real file, in short reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyready-team-'));
    try {
      const path = join(folder, 'program');
      writeFileSync(path, Buffer.concat([signedProgram(TEAM, { fat: '32' }), Buffer.alloc(20_000_000)]));
      const reach = { ...fakeReach({}), files: liveFiles() };
      expect(await readTeamId(reach, path)).toEqual(known(TEAM));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
