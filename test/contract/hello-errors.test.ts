import { describe, expect, test } from 'vitest';
import { HelloErrorBook } from '../../src/contract/hello-errors.ts';
import { readHelloErrors } from '../../src/platform/policy-files.ts';

const book = await readHelloErrors();
const rows = Object.entries(book.errors);
/** Every code of Microsoft's page "Windows Hello errors during PIN creation" of 2024-03-12. */
const publishedForPins =
  '80090005 8009000f 80090011 80090029 8009002a 80090031 80090035 80090036 801c0003 801c000e 801c000f 801c0010 801c0011 801c0012 801c0015 801c0016 801c0017 801c0018 801c03e9 801c03ea 801c03eb 801c03ec 801c03ed 801c03ee 801c03ef 801c03f2 801c044d 801c044e 801c0451 c00000bb 80070057 80072f0c 80072f8f 80090010 80090020 80090027 8009002d 801c0001 801c0002 801c0006 801c000b 801c000c 801c0013 801c0014 801c0019 801c001a 801c001b 801c03f0 801c03f1 801c044c 801c004d caa30193';

describe('explanations of Windows error codes', () => {
  test("hold Microsoft's whole list and what people meet beside it", () => {
    const wanted = [
      ...publishedForPins.split(' '),
      'c0090030',
      '80090030',
      '80090016',
      'c000005e',
      'caa6000a',
    ];
    for (const code of wanted) expect(Object.keys(book.errors)).toContain(`0x${code}`);
  });

  test('name sources that exist, and every source is used', () => {
    const used = new Set(rows.flatMap(([, { from }]) => from));
    expect([...used].sort()).toEqual(Object.keys(book.sources).sort());
  });

  test.each(rows)('%s says published only of what Microsoft publishes', (_code, { sure, from }) => {
    const byMicrosoft = from.some((id) => id === 'pin-errors' || id === 'sign-in-errors');
    if (sure === 'published') expect(byMicrosoft).toBe(true);
    if (sure === 'reported') expect(byMicrosoft).toBe(false);
  });

  test('nobody is blamed', () => {
    expect(JSON.stringify(book)).not.toMatch(/oops|contact your administrator|invalid user|you failed/i);
  });

  test('a code that is not written as it is kept is refused', () => {
    const [, row] = rows[0] ?? [];
    for (const code of ['0x801C044D', '801c044d', '-1073741715'])
      expect(HelloErrorBook.safeParse({ ...book, errors: { [code]: row } }).success).toBe(false);
  });
});
