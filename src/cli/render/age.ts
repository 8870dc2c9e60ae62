const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `just now`, `5 minutes ago`, `9 days ago`; a moment in the future (a clock set back) is said as its date. */
export function ageInWords(at: Date, now: Date): string {
  const ageMs = now.getTime() - at.getTime();
  if (ageMs < -minuteMs) return `on ${at.toISOString().slice(0, 10)}`;
  if (ageMs < minuteMs) return 'just now';
  if (ageMs < hourMs) return counted(Math.floor(ageMs / minuteMs), 'minute');
  if (ageMs < dayMs) return counted(Math.floor(ageMs / hourMs), 'hour');
  return counted(Math.floor(ageMs / dayMs), 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

/** `0.8 s`, `2 min`. */
export function durationInWords(ms: number): string {
  return ms < minuteMs ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / minuteMs)} min`;
}
