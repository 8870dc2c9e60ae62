import { describe, expect, it } from 'vitest';
import { mayBeSecret } from './catalogue-checks.ts';

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
  });
});
