import { describe, expect, it } from 'vitest';
import { takeSignInToken } from './take-sign-in-token.ts';

function addressBar(hash: string) {
  const shown: string[] = [];
  const location = { hash, pathname: '/devices', search: '?state=blocked' };
  const history = {
    state: { key: 'kept' },
    replaceState: (_state: unknown, _title: string, url?: string | URL | null) =>
      void shown.push(String(url)),
  };
  return { token: takeSignInToken(location, history), shown };
}

describe('takeSignInToken', () => {
  it('takes the token and leaves path and filter in the address, without it', () => {
    expect(addressBar('#token=abc_DEF-123')).toEqual({
      token: 'abc_DEF-123',
      shown: ['/devices?state=blocked'],
    });
  });

  it('also cleans an empty token away', () => {
    expect(addressBar('#token=')).toEqual({ token: '', shown: ['/devices?state=blocked'] });
  });

  it.each(['', '#', '#section', '#tokens=1'])('leaves the address alone without a token: "%s"', (hash) => {
    expect(addressBar(hash)).toEqual({ token: null, shown: [] });
  });
});
