const DAY_MS = 86_400_000;

/** Whole days from the calendar day of `now` (in the reader's time zone) to `isoDay`; negative once it is past. */
export function daysUntil(isoDay: string, now: Date): number {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((Date.parse(`${isoDay}T00:00:00Z`) - today) / DAY_MS);
}
