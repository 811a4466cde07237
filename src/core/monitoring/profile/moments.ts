import * as z from 'zod';

/**
 * Count, mean and sums of powers of the deviation from the mean (`m2` squared, `m3` cubed, `m4` to the fourth). Mergeable.
 * `minimum` and `maximum` are null for no values.
 */
export const momentsSchema = z.strictObject({
  count: z.int().min(0),
  mean: z.number(),
  m2: z.number().min(0),
  m3: z.number(),
  m4: z.number().min(0),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
});
export type Moments = z.output<typeof momentsSchema>;

/** Moments of finite values, by one pass for the mean and one for the deviations. */
export function momentsOf(values: Float64Array): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: 0, m2: 0, m3: 0, m4: 0, minimum: null, maximum: null };
  let [sum, minimum, maximum] = [0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const mean = sum / count;
  let [m2, m3, m4] = [0, 0, 0];
  for (const value of values) {
    const deviation = value - mean;
    const square = deviation * deviation;
    m2 += square;
    m3 += square * deviation;
    m4 += square * square;
  }
  return { count, mean, m2, m3, m4, minimum, maximum };
}

/** Moments of both together: Chan, Golub and LeVeque (1979) for m2, Pébay (2008, SAND2008-6212) for m3 and m4. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  const step = delta / count;
  const product = a.count * b.count;
  const m2 = a.m2 + b.m2 + delta * step * product;
  const m3 =
    a.m3 + b.m3 + delta * step * step * product * (a.count - b.count) + 3 * step * (a.count * b.m2 - b.count * a.m2);
  const m4 =
    a.m4 +
    b.m4 +
    delta * step ** 3 * product * (a.count ** 2 - product + b.count ** 2) +
    6 * step * step * (a.count ** 2 * b.m2 + b.count ** 2 * a.m2) +
    4 * step * (a.count * b.m3 - b.count * a.m3);
  return {
    count,
    mean: a.mean + step * b.count,
    m2,
    m3,
    m4: Math.max(0, m4), // rounding may leave a negative zero-sized rest
    minimum: Math.min(a.minimum ?? Infinity, b.minimum ?? Infinity),
    maximum: Math.max(a.maximum ?? -Infinity, b.maximum ?? -Infinity),
  };
}
