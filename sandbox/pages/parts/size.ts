const units = ['KB', 'MB', 'GB'] as const;

/** Bytes as GitHub writes them: `1.4 MB`. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 'Bytes';
  for (const next of units) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  return `${unit === 'Bytes' ? value : value.toFixed(value < 10 ? 2 : 1)} ${unit}`;
}
