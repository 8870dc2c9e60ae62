import { describe, expect, test } from 'vitest';
import type { StatusReport } from '../../../contract/metadata.ts';
import { isInForce } from './status-in-force.ts';

const weak = 'USER_KEY_PHYSICAL_COMPROMISE';
const at = (effectiveDate: string, status: string, authenticatorVersion?: number): StatusReport => ({
  status,
  effectiveDate,
  ...(authenticatorVersion === undefined ? {} : { authenticatorVersion }),
});
const cert = 'FIDO_CERTIFIED_L1';
const answer = (history: StatusReport[], firmware: number | null, status = weak) => {
  const truth = isInForce(status, history, firmware, 'firmware');
  return typeof truth === 'string' ? truth : 'untold';
};

describe('a weakness in the history of a model', () => {
  const cases: [string, StatusReport[], number | null, string][] = [
    ['was never reported', [at('2020-01-01', cert)], 1, 'no'],
    ['stands alone', [at('2024-01-01', weak)], 1, 'yes'],
    [
      'a certification without version follows',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert)],
      3,
      'yes',
    ],
    ['one of the same version follows', [at('2024-01-01', weak, 2), at('2024-02-01', cert, 2)], 2, 'yes'],
    ['one of an older version follows', [at('2024-01-01', weak, 2), at('2024-02-01', cert, 1)], 1, 'yes'],
    [
      'a newer version is certified, and the key has it',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert, 3)],
      3,
      'no',
    ],
    [
      'a newer version is certified, and the key lacks it',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert, 3)],
      2,
      'yes',
    ],
    [
      'a newer version is certified, the key does not say',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert, 3)],
      null,
      'untold',
    ],
    [
      'the newer version was certified before the report',
      [at('2023-01-01', cert, 3), at('2024-01-01', weak, 2)],
      3,
      'yes',
    ],
    [
      'no version in the report, newer than the certification before',
      [at('2023-01-01', cert, 2), at('2024-01-01', weak), at('2024-02-01', cert, 3)],
      3,
      'no',
    ],
    ['no version anywhere to compare with', [at('2024-01-01', weak), at('2024-02-01', cert, 3)], 3, 'yes'],
    [
      'the report has no date',
      [{ status: weak, authenticatorVersion: 2 }, at('2024-02-01', cert, 3)],
      3,
      'yes',
    ],
    [
      'the certification has no date',
      [at('2024-01-01', weak, 2), { status: cert, authenticatorVersion: 3 }],
      3,
      'yes',
    ],
    ['same day, certification listed after', [at('2024-01-01', weak, 2), at('2024-01-01', cert, 3)], 3, 'no'],
    [
      'same day, certification listed before',
      [at('2024-01-01', cert, 3), at('2024-01-01', weak, 2)],
      3,
      'yes',
    ],
    ['listed newest first', [at('2024-02-01', cert, 3), at('2024-01-01', weak, 2)], 3, 'no'],
    [
      'reported again after the newer version',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert, 3), at('2024-03-01', weak, 3)],
      3,
      'yes',
    ],
    [
      'reported twice, one of both mended and not told',
      [at('2024-01-01', weak, 2), at('2024-02-01', cert, 3), at('2024-03-01', weak, 3)],
      null,
      'yes',
    ],
  ];
  test.each(cases)('%s', (_what, history, firmware, expected) => {
    expect(answer(history, firmware)).toBe(expected);
  });
});

test('missing certification ends with any later certification, and comes back when it is lost', () => {
  const none = 'NOT_FIDO_CERTIFIED';
  expect(answer([at('2024-01-01', none), at('2024-02-01', cert)], null, none)).toBe('no');
  expect(answer([at('2024-01-01', none), at('2024-01-01', cert)], null, none)).toBe('no');
  expect(answer([at('2024-01-01', cert), at('2024-02-01', none)], null, none)).toBe('yes');
  expect(answer([{ status: none }, at('2024-02-01', cert)], null, none)).toBe('yes');
});
