import { describe, expect, it } from 'vitest';
import { dayWords, relativeAge } from './relative-age.ts';

const now = new Date('2026-11-22T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const DAY_S = 86_400;

describe('relativeAge', () => {
  it.each([
    [0, 'now'],
    [59, 'now'],
    [60, '1 minute ago'],
    [59 * 60, '59 minutes ago'],
    [3600, '1 hour ago'],
    [23.9 * 3600, '23 hours ago'],
    [DAY_S, 'yesterday'],
    [9 * DAY_S, '9 days ago'],
    [59 * DAY_S, '59 days ago'],
    [60 * DAY_S, '2 months ago'],
    [400 * DAY_S, 'last year'],
  ])('says an age of %d s as "%s"', (seconds, said) => {
    expect(relativeAge(secondsAgo(seconds), now)).toBe(said);
  });

  it('never overstates an age: 47 hours are not two days', () => {
    expect(relativeAge(secondsAgo(47 * 3600), now)).toBe('yesterday');
  });

  it('says a clock that is ahead as the future instead of hiding it', () => {
    expect(relativeAge(secondsAgo(-2 * 3600), now)).toBe('in 2 hours');
  });

  it('speaks another language when asked', () => {
    expect(relativeAge(secondsAgo(9 * DAY_S), now, 'de')).toBe('vor 9 Tagen');
  });
});

describe('dayWords', () => {
  it('keeps the calendar day in every time zone', () => {
    expect(dayWords('2027-02-01')).toBe('February 1, 2027');
  });
});
