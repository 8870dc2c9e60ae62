import { describe, expect, it } from 'vitest';
import { daysUntil } from './days-until.ts';

describe('daysUntil', () => {
  const noon = new Date(2026, 10, 22, 12);

  it('counts calendar days, whatever the hour', () => {
    expect(daysUntil('2027-02-01', noon)).toBe(71);
    expect(daysUntil('2027-02-01', new Date(2026, 10, 22, 0, 1))).toBe(71);
    expect(daysUntil('2027-02-01', new Date(2026, 10, 22, 23, 59))).toBe(71);
  });

  it('is zero on the day itself and negative after it', () => {
    expect(daysUntil('2026-11-22', noon)).toBe(0);
    expect(daysUntil('2026-11-20', noon)).toBe(-2);
  });
});
