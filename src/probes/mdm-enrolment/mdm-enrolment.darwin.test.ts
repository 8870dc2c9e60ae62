import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { mdm } from '../../../test/doubles/mac-machines/device-parts.ts';
import { mdmEnrolmentDarwin } from './mdm-enrolment.darwin.ts';

const observe = (machine: FakeMachine) => mdmEnrolmentDarwin.observe(fakeReach(machine), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });
const unsaid = expect.objectContaining({ kind: 'unknown', reason: 'unreadable' });
const printed = (stdout: string, exitCode = 0): FakeMachine => ({
  commands: { '/usr/bin/profiles status -type enrollment': { exitCode, stdout, stderr: '' } },
});

describe('device management', () => {
  it.each([
    ['automated', known(true), known(true), known(true)],
    ['approved', known(true), known(true), known(false)],
    ['unapproved', known(true), known(false), known(false)],
    ['none', known(false), { kind: 'not-applicable', because: 'not enrolled' }, known(false)],
  ] as const)('%s', async (how, enrolled, userApproved, automated) => {
    const found = await observe(mdm(how));
    expect(found).toEqual({
      kind: 'known',
      facts: { enrolled, userApproved, automated },
      source: 'profiles status',
    });
    expect(JSON.stringify(found)).not.toMatch(/mdm\.example|canary/);
  });
  it('counts automated enrolment as approved', async () => {
    expect(await observe(printed('Enrolled via DEP: Yes\r\nMDM enrollment: Yes\r\n'))).toMatchObject({
      facts: { userApproved: known(true) },
    });
  });
  it.each([
    ['MDM enrollment: Yes\n', { enrolled: known(true), userApproved: unsaid, automated: unsaid }],
    ['Enrolled via DEP: No\n', { enrolled: unsaid, userApproved: unsaid, automated: known(false) }],
    ['Enrolled via DEP: No\nMDM enrollment: Pending\n', { enrolled: unsaid, userApproved: unsaid }],
    ['Enrolled via DEP: Maybe\nMDM enrollment: No\n', { enrolled: known(false), automated: unsaid }],
  ])('says no more than is said in %j', async (text, facts) => {
    expect(await observe(printed(text))).toMatchObject({ kind: 'known', facts });
  });
  it.each([
    [printed(''), 'unreadable'],
    [printed('MDM enrollment\nEnrolled via DEP\n'), 'unreadable'],
    [printed('MDM server: https://x/MDM enrollment: Yes\n'), 'unreadable'],
    [printed('Enrolled via DEP: No\nMDM enrollment: No\n', 1), 'refused'],
    [{ commands: { '/usr/bin/profiles status -type enrollment': fails('timed-out') } }, 'timed-out'],
    [{ otherwise: 'not-found' } as const, 'not-supported'],
  ])('is not told (%#)', async (machine, reason) => {
    expect(await observe(machine)).toMatchObject({ kind: 'unknown', reason });
  });
});
