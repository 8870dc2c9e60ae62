import { language } from './words.en.ts';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** Largest unit that says something, with the age in seconds from which it is used. */
const units: { unit: Intl.RelativeTimeFormatUnit; seconds: number }[] = [
  { unit: 'year', seconds: 365 * DAY_S },
  { unit: 'month', seconds: 60 * DAY_S },
  { unit: 'day', seconds: DAY_S },
  { unit: 'hour', seconds: HOUR_S },
  { unit: 'minute', seconds: MINUTE_S },
];

/**
 * How long ago `at` was, in words: `9 days ago`, `in 2 hours`, `now` within a minute either way. Rounded towards now,
 * so that an age is never overstated.
 */
export function relativeAge(at: Date, now: Date, locale: string = language): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const found = units.find(({ seconds: from }) => Math.abs(seconds) >= from);
  if (found === undefined) return format.format(0, 'second');
  // Months begin at 60 days, so that "2 months" is the first month word and "45 days" stays exact.
  const length = found.unit === 'month' ? 30 * DAY_S : found.seconds;
  return format.format(Math.trunc(seconds / length), found.unit);
}

/** A point in time in full, in the reader's own time zone: `Nov 22, 2026, 8:42 PM`. */
export function fullTime(at: Date, locale: string = language): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A calendar day in words, the same in every time zone: `February 1, 2027`. Takes `2027-02-01`. */
export function dayWords(isoDay: string, locale: string = language): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(isoDay));
}
