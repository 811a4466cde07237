/**
 * Pearson's correlation of two columns of finite numbers, by one pass for the means and one for the deviations. NaN where one of them is constant or its squares
 * are more than a double holds.
 */
export function pearson(x: Float64Array, y: Float64Array): number {
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [(x[i] ?? 0) - mx, (y[i] ?? 0) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  if (!Number.isFinite(xx) || !Number.isFinite(yy)) return Number.NaN;
  // Rounding may carry the ratio of two columns on a line past 1.
  return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
