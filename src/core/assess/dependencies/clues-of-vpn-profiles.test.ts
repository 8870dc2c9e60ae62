import { describe, expect, it } from 'vitest';
import { entry } from '../../../../test/contract/dependency-grounds.ts';
import { brief, judge, one } from '../../../../test/contract/judged-dependencies.ts';

describe('VPN profiles of the system itself', () => {
  const about = entry('windows-ras-vpn', { vpnProfiles: { platform: 'win32', alwaysOn: false } });
  const { detect: _, ...ras } = about;
  const profile = (parts: object) => ({
    name: 'SECRET NAME',
    scope: 'person' as const,
    protocol: 'ikev2',
    signIn: 'password' as const,
    proof: 'AuthRestrictions=128, CustomAuthKey=26',
    usesWindowsPassword: false,
    remembersPassword: false,
    alwaysOn: false,
    ...parts,
  });
  it('are proven by their setting, never named', () => {
    const item = one(ras, { profiles: [profile({}), profile({ name: 'OTHER', remembersPassword: true })] });
    expect(item).toMatchObject({
      answer: 'needs-password',
      grade: 'proven',
      presence: 'configured',
      savesPassword: true,
    });
    expect(item.evidence).toMatchObject([
      { says: 'AuthRestrictions=128, CustomAuthKey=26 in rasphone.pbk', count: 2, grade: 'proven' },
    ]);
    expect(JSON.stringify(item)).not.toMatch(/SECRET|OTHER/);
  });
  it.each([
    ['certificate', 'not-affected/proven'],
    ['machine-certificate', 'not-affected/proven'],
    ['entra-certificate', 'not-affected/proven'],
    ['eap-unknown', 'ask-admin/none'],
    ['unknown', 'ask-admin/none'],
  ])('%s: %s', (signIn, expected) => {
    expect(brief(one(ras, { profiles: [profile({ signIn })] }))).toBe(expected);
  });
  it('belong to the entry that wants them', () => {
    expect(judge([ras], { profiles: [profile({ alwaysOn: true })] }).items).toEqual([]);
    expect(judge([ras], { platform: 'darwin', profiles: [profile({})] }).items).toEqual([]);
    const sstp = { ...ras, vpnProfiles: { platform: 'win32' as const, protocols: ['sstp'] } };
    expect(judge([sstp], { profiles: [profile({}), profile({ protocol: null })] }).items).toEqual([]);
  });
  it("are not counted again where another entry is for their protocol; one not told is nobody else's", () => {
    const others = { ...ras, vpnProfiles: { platform: 'win32' as const, exceptProtocols: ['pptp'] } };
    expect(judge([others], { profiles: [profile({ protocol: 'pptp' })] }).items).toEqual([]);
    const left = [profile({ protocol: 'pptp' }), profile({ protocol: null }), profile({})];
    expect(one(others, { profiles: left }).evidence).toMatchObject([{ count: 2 }]);
  });
});
