import { describe, expect, test } from 'vitest';
import { closedKeyCodes } from '../../../../../test/contract/linux-rule-cases.ts';
import { device, is, JUDGED_AT, known, unknown, untold } from '../../../../../test/contract/seen-signals.ts';
import { readPolicyFiles } from '../../../../platform/policy-files.ts';
import { assess } from '../../assess.ts';
import { judgingFiles } from '../../grounds.ts';
import type { Subject } from '../../rule.ts';

const { policy } = judgingFiles(await readPolicyFiles());
const seckeyOf = (subject: Subject) =>
  assess(subject, policy, JUDGED_AT).kinds.find(({ kind }) => kind === 'seckey');
const aboutAccess = /^(HIDRAW_|KEY_NOT_READABLE|REMOTE_SESSION)/;

describe('why a key is closed', () => {
  test.each(closedKeyCodes)('%s: %s', (_name, { subject }, code) => {
    const codes = seckeyOf(subject)?.findings.map((finding) => finding.code) ?? [];
    expect(codes.filter((one) => aboutAccess.test(one))).toEqual([code]);
  });
  test('says what udev noted and which files are there', () => {
    const subject = closedKeyCodes[2]?.[1].subject;
    const finding = subject && seckeyOf(subject)?.findings.find(({ code }) => code.startsWith('HIDRAW_'));
    expect(finding?.evidence.map(({ says }) => says).join(' ')).toContain(
      'udev does not know it as a security key; rule files: 70-u2f.rules',
    );
  });
});

describe('a fingerprint on Linux', () => {
  const said = (platform: 'linux' | 'win32', signals: Parameters<typeof device>[1]) =>
    seckeyOf(device(platform, signals))?.findings.some(({ code }) => code === 'FINGERPRINT_NOT_A_PASSKEY');
  const pam = known({
    modules: is([{ module: 'pam_fprintd', services: ['sudo'] }]),
    fingerprintAtLogin: is(false),
  });
  const reader = known({
    sensors: [
      { name: 'Reader', factor: 'fingerprint' as const, scanType: 'press', enrolled: untold('refused') },
    ],
  });
  test('is named as no passkey where PAM asks for it, though what is enrolled was not told', () => {
    expect(said('linux', { 'login-methods': pam, 'biometric-sensor': reader })).toBe(true);
  });
  test('is not spoken of without a reader: GNOME names the module everywhere', () => {
    expect(said('linux', { 'login-methods': pam, 'biometric-sensor': known({ sensors: [] }) })).toBe(false);
    expect(said('linux', { 'login-methods': pam, 'biometric-sensor': unknown('service-missing') })).toBe(
      false,
    );
  });
  test('is not spoken of where nothing is known, and never on another system', () => {
    expect(said('linux', { 'login-methods': unknown('refused') })).toBe(false);
    expect(said('win32', { 'login-methods': pam, 'biometric-sensor': reader })).toBe(false);
  });
});
