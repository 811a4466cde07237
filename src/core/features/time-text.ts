/** Microseconds since 1970 as RFC 3339 in UTC; a fraction only where there is one. */
export function timeText(micros: number): string {
  const rest = ((micros % 1e6) + 1e6) % 1e6;
  const seconds = new Date((micros - rest) / 1e3).toISOString().slice(0, 19);
  return rest === 0 ? `${seconds}Z` : `${seconds}.${String(rest).padStart(6, '0')}Z`;
}

/** Microseconds since 1970 of an RFC 3339 time that a schema accepted; digits after the sixth are cut off. */
export function timeMicros(text: string): number {
  const fraction = /\.([0-9]+)/.exec(text)?.[1] ?? '';
  const whole = Date.parse(text.replace(/\.[0-9]+/, '')); // Date keeps milliseconds only
  return whole * 1e3 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}
