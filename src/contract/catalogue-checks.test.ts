import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkEntry, mayBeSecret } from './catalogue-checks.ts';
import type { When } from './settings-test.ts';

describe('names that may be secret', () => {
  it('are those that say so, wherever they stand', () => {
    expect(mayBeSecret('vpn-secrets/password')).toBe(true);
    expect(mayBeSecret('secrets/eap*/secret')).toBe(true);
    expect(mayBeSecret('vpn/Xauth password-flags')).toBe(false);
    expect(mayBeSecret('main/SaveUserPassword')).toBe(false);
  });

  it('are all names that only begin so, since any of them may be one', () => {
    expect(mayBeSecret('vpn-secrets/p*')).toBe(true);
    expect(mayBeSecret('connections/*/local*/auth')).toBe(false);
    expect(mayBeSecret('settings/*')).toBe(true);
    expect(mayBeSecret('settings/**')).toBe(true);
  });

  it('are those of words and items that are known by number', () => {
    expect(mayBeSecret('password/1')).toBe(true);
    expect(mayBeSecret('tokens/2/.')).toBe(true);
    expect(mayBeSecret('setenv/1')).toBe(false);
    expect(mayBeSecret('auth-user-pass/1')).toBe(false);
  });

  it('are those of attributes of what sounds secret', () => {
    expect(mayBeSecret('userSettings/Password/@value')).toBe(true);
    expect(mayBeSecret('Node/@Password')).toBe(true);
    expect(mayBeSecret('AuthenticationMode/@value')).toBe(false);
  });
});

describe('what a test may ask', () => {
  type Asked = Parameters<typeof checkEntry>[0];
  function faults(test: Partial<NonNullable<Asked['tests']>[number]> & { when: When }): string[] {
    const { when, ...rest } = test;
    const checked = z
      .custom<Asked>()
      .superRefine(checkEntry)
      .safeParse({ tests: [{ id: 't', reads: 'ini', cases: [{ id: 'c', when }], ...rest }] });
    return checked.success
      ? []
      : checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }

  it('of a secret is its presence alone, however it is come by', () => {
    expect(faults({ when: { password: { present: true } } })).toEqual([]);
    expect(faults({ when: { password: { startsWith: ['a'] } } })).toEqual([
      'tests.0.cases.0.when.password: password may hold a secret or a name: only "present" may be asked of it',
    ]);
    for (const path of ['*', '**', 'pass*', 'password/1', 'a/*/token'])
      expect(faults({ when: { [path]: { contains: ['a'] } } })).toHaveLength(1);
    expect(faults({ each: 'machine/password', when: { '.': { is: ['a'] } } })).toHaveLength(1);
    expect(faults({ only: [{ user: { is: ['a'] } }], when: { auth: { is: ['a'] } } })).toHaveLength(1);
  });

  it('of a word of a line is the whole word', () => {
    expect(faults({ reads: 'columns', when: { 3: { is: ['cifs'] } } })).toEqual([]);
    expect(faults({ reads: 'columns', when: { 3: { startsWith: ['a'] } } })).toHaveLength(1);
    expect(faults({ reads: 'directives', when: { 'setenv/2': { contains: ['webauth'] } } })).toEqual([]);
  });
});
