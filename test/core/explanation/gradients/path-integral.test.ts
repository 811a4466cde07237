import { describe, expect, test } from 'vitest';
import { integratePath, type PointSlopes } from '../../../../src/core/explanation/gradients/path-integral.ts';

const asked = (answer: (x: Float64Array) => number, slopes: (x: Float64Array) => readonly number[]) => {
  let points = 0;
  const at = async (list: readonly Float64Array[]): Promise<readonly PointSlopes[]> => {
    points += list.length;
    return list.map((x) => ({ answers: Float64Array.of(answer(x)), slopes: [Float64Array.from(slopes(x))] }));
  };
  return { at, points: () => points };
};
const at = (x: Float64Array, j: number) => x[j] ?? Number.NaN;

describe('integrated gradients along a path', () => {
  test('of a smooth answer are exact with the first 50 steps', async () => {
    const model = asked(
      (x) => at(x, 0) ** 2 * at(x, 1),
      (x) => [2 * at(x, 0) * at(x, 1), at(x, 0) ** 2, 0],
    );
    const found = await integratePath(model.at, Float64Array.of(2, 3, 5), new Float64Array(3));
    // Along t (2, 3, 5): ∫ 2·2·3 t² · 2 dt and ∫ 4 t² · 3 dt.
    expect(found.parts[0]?.[0]).toBeCloseTo(8, 12);
    expect(found.parts[0]?.[1]).toBeCloseTo(4, 12);
    expect(found.parts[0]?.[2]).toBe(0);
    expect(Math.abs(found.gaps[0] ?? 1)).toBeLessThan(1e-12);
    expect(model.points()).toBe(2 + 52);
  });

  test('where the answer has a kink, the stretch around it is halved until the parts add up', async () => {
    const kink = 0.3 + 1e-3 * Math.PI;
    const model = asked(
      (x) => 100 * Math.max(0, at(x, 0) - kink) + at(x, 1),
      (x) => [at(x, 0) > kink ? 100 : 0, 1],
    );
    const found = await integratePath(model.at, Float64Array.of(1, 1), new Float64Array(2));
    expect(Math.abs((found.parts[0]?.[0] ?? 0) - 100 * (1 - kink))).toBeLessThan(0.01);
    expect(found.parts[0]?.[1]).toBeCloseTo(1, 12);
    expect(model.points()).toBeLessThan(400);
  });

  test('slopes that are not those of the answers leave a gap, after finitely many steps', async () => {
    const model = asked(
      (x) => at(x, 0),
      () => [0],
    );
    const found = await integratePath(model.at, Float64Array.of(1), Float64Array.of(0));
    expect(found.gaps).toEqual([-1]);
    expect(model.points()).toBeLessThan(10_000);
  });
});
