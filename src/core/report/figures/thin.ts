/**
 * Fewer points of a curve that look the same: the first, the last, and each that is `step` or further (sum of both axes, as shares of the plot) from
 * the last one kept.
 */
export function thin<T extends { readonly x: number; readonly y: number }>(
  points: readonly T[],
  step = 0.008,
): readonly T[] {
  const kept: T[] = [];
  for (const [i, point] of points.entries()) {
    const last = kept.at(-1);
    const far = last === undefined || Math.abs(point.x - last.x) + Math.abs(point.y - last.y) >= step;
    if (far || i === points.length - 1) kept.push(point);
  }
  return kept;
}
