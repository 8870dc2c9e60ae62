import { describe, expect, it } from 'vitest';
import { WindowsDetection } from '../../contract/catalogue.ts';
import { nameMatcher } from './name-matcher.ts';

const fits = (pattern: string, name: string) => nameMatcher(pattern)(name);

describe('a pattern for names', () => {
  it.each([
    ['OpenVPN', 'openvpn', true],
    ['OpenVPN', 'OpenVPN 2.6.12', false],
    ['OpenVPN', 'My OpenVPN', false],
    ['OpenVPN*', 'OpenVPN 2.6.12-I001', true],
    ['OpenVPN*', 'OpenVPN', true],
    ['*VPN Client', 'Azure VPN Client', true],
    ['*VPN Client', 'Azure VPN Client 2', false],
    ['FortiClient( VPN|)', 'FortiClient', true],
    ['FortiClient( VPN|)', 'FortiClient VPN', true],
    ['FortiClient( VPN|)', 'FortiClient VPN 7', false],
    ['(Pulse Secure|Ivanti Secure Access Client)( *|)', 'Pulse Secure 9.1', true],
    ['(Pulse Secure|Ivanti Secure Access Client)( *|)', 'Pulse SecureX', false],
    ['Mozilla Thunderbird*', 'Mozilla\tThunderbird   (x64 de)', true],
    ['SonicWall NetExtender', 'SonicWall® NetExtender', true],
    ['Citrix*Workspace*', 'Citrix(R) Workspace 2402', true],
    // Signs of regular expressions are plain text.
    ['The Bat!*', 'The Bat! v11', true],
    ['a.b', 'axb', false],
    ['Notepad++ *', 'Notepad++ (64-bit x64)', true],
  ])('%s, of the name %s: %s', (pattern, name, expected) => expect(fits(pattern, name)).toBe(expected));

  it('that its schema would refuse fits nothing', () => {
    expect(fits('(a', '(a')).toBe(false);
    expect(fits('*', 'anything')).toBe(false);
  });

  it('takes no longer for names made to be slow', () => {
    const pattern = `${'(a|aa|*)'.repeat(20)}xy`;
    const started = performance.now();
    expect(fits(pattern, 'a'.repeat(400))).toBe(false);
    expect(fits(pattern, `${'a'.repeat(390)}xy`)).toBe(true);
    expect(fits('ab*', `ab${'c'.repeat(100_000)}`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('a malformed pattern is refused in words', () => {
  const faultOf = (name: string) => {
    const parsed = WindowsDetection.safeParse({ programs: [{ name }] });
    return parsed.success
      ? null
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  it.each([
    ['Foo (Bar|Baz', 'the "(" at character 5 is not closed'],
    ['Foo Bar)', 'a ")" without its "(" at character 8'],
    ['Foo ((a|b)|c)', 'choices may not stand inside each other'],
    ['Foo (x64)', '"(x64)" is no choice; for brackets of the name itself write *'],
    ['Foo|Bar', 'a "|" outside of "(…)"'],
    ['(Foo|*)', 'it fits names of anything: two letters or digits must be said'],
    ['***', 'it fits names of anything: two letters or digits must be said'],
  ])('%s', (pattern, fault) => expect(faultOf(pattern)).toEqual([`programs.0.name: ${fault}`]));
  it('a good one is not', () => expect(faultOf('Cisco (AnyConnect*|Secure Client - *)')).toBeNull());
});
