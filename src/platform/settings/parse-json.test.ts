import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { TooMuchError } from './settings-node.ts';

describe('JSON', () => {
  test('members by name, items by number', () => {
    const root = parseJson('{"accounts":[{"type":"imap","on":true},{"type":null}],"a \\"[b":2.5}');
    expect(valuesAt(root, 'accounts/*/type')).toEqual(['imap', '']);
    expect(valuesAt(root, 'accounts/1/on')).toEqual(['true']);
    expect(valuesAt(root, 'a "[b')).toEqual(['2.5']);
  });

  test('what is none is refused, what is too much is told', () => {
    expect(parseJson('{"a":')).toBeNull();
    expect(parseJson('')).toBeNull();
    expect(() => parseJson('['.repeat(2_000_000))).toThrow(TooMuchError);
    expect(() => parseJson(`[${'{},'.repeat(1_000_000)}{}]`)).toThrow(TooMuchError);
  });
});

describe('YAML', () => {
  test('members by name, items by number, anchors where they are used', () => {
    const root = parseYaml('base: &b\n  auth: web\nhosts:\n  - *b\n  - auth: password\n');
    expect(valuesAt(root, 'hosts/*/auth')).toEqual(['web', 'password']);
    expect(valuesAt(root, 'hosts/2/auth')).toEqual(['password']);
  });

  test('aliases of aliases, wrong indentation and unknown anchors are refused', () => {
    const rows = ['a0: &a0 [x, x, x, x]'];
    for (let at = 1; at < 12; at++)
      rows.push(
        `a${at}: &a${at} [${Array(9)
          .fill(`*a${at - 1}`)
          .join(', ')}]`,
      );
    const begun = performance.now();
    expect(parseYaml(rows.join('\n'))).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(parseYaml('a: [b')).toBeNull();
    expect(parseYaml('a: *nobody')).toBeNull();
  });

  test('deep and large ones end soon', () => {
    const begun = performance.now();
    expect(() => parseYaml('a'.repeat(300_000))).toThrow(TooMuchError);
    expect(endOf(() => parseYaml('['.repeat(200_000)))).toMatch(/refused|too much/);
    expect(endOf(() => parseYaml('- '.repeat(100_000)))).toMatch(/refused|too much/);
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

function endOf(parse: () => unknown): string {
  try {
    return parse() === null ? 'refused' : 'read';
  } catch (error) {
    return error instanceof TooMuchError ? 'too much' : String(error);
  }
}
