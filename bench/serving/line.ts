import { studentTwoSided } from '../../src/core/comparison/student-t.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Slope {
  readonly slope: number;
  /** Half of its 95% interval. */
  readonly half: number;
}

/** Of the least-squares line through three points or more, the error by Student's t with n - 2 degrees of freedom. */
export function slopeOf(points: readonly Point[]): Slope {
  const n = points.length;
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / n;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = n * mean(({ x }) => (x - meanX) ** 2);
  const slope = (n * mean(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const left = n * mean(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2);
  return { slope, half: quantile(n - 2) * Math.sqrt(left / (n - 2) / spread) };
}

/** The t that 5% lie beyond, on both sides together; by bisection. */
function quantile(degrees: number): number {
  let [low, high] = [0, 1000];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degrees) > 0.05) low = middle;
    else high = middle;
  }
  return low;
}
