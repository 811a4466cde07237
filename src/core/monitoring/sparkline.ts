const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A bar for each value, from 0 to the greatest of them; `·` where there is none. */
export function sparkline(values: readonly (number | null)[]): string {
  const top = Math.max(...values.map((value) => value ?? 0));
  return values
    .map((value) => {
      if (value === null) return '·';
      const step = top > 0 ? Math.round((value / top) * (steps.length - 1)) : 0;
      return steps[Math.min(steps.length - 1, Math.max(0, step))];
    })
    .join('');
}
