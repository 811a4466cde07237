import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { windowNull } from '../../../../src/core/monitoring/drift/window-null.ts';

const uniform = (seed: number) => {
  const random = createRandom(seed);
  return () => (random.next() + 0.5) / 2 ** 32;
};

/** Effects as of real windows: a part that all columns of a window share, and heavy tails. */
function windowsOf(count: number, tests: number, draw: () => number): number[][] {
  return Array.from({ length: count }, () => {
    const shared = draw();
    return Array.from({ length: tests }, () => -0.2 * Math.log(draw()) * (0.5 + shared));
  });
}

test.each([
  [12, 1, 1 / 13],
  [12, 60, 1 / 13],
  [60, 20, 0.05],
])('of windows like the %d of the reference, with %d tests, at most %d alarm', (count, tests, most) => {
  const draw = uniform(count + tests);
  const runs = 400;
  let alarmed = 0;
  for (let run = 0; run < runs; run++) {
    const [current = [], ...reference] = windowsOf(count + 1, tests, draw);
    const { thresholds } = windowNull(reference, new Array(tests).fill(0), 0.05);
    alarmed += Number(current.some((effect, i) => effect > (thresholds[i] ?? 0)));
  }
  expect(alarmed / runs).toBeLessThan(most + 2.5 * Math.sqrt((most * (1 - most)) / runs));
});

test('an effect below the minimum never alarms, however quiet the reference is', () => {
  const quiet = Array.from({ length: 12 }, () => [0.001, 0]);
  expect(windowNull(quiet, [0.1, 0.02], 0.05)).toEqual({ windows: 12, critical: 1, thresholds: [0.1, 0.02] });
});

test('below 20 windows the limit is their maximum, raised by how far one of them stands out from the others', () => {
  const effects = [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3].map((effect) => [effect]);
  const { critical, thresholds } = windowNull(effects, [0.1], 0.05);
  expect(critical).toBeCloseTo(1.5, 12);
  expect(thresholds[0]).toBeCloseTo(0.45, 12);
});

test('a column without values in a window has no say there', () => {
  const effects = [[0.2, Number.NaN], ...Array.from({ length: 6 }, () => [0.2, 0.4])];
  const { thresholds } = windowNull(effects, [0.1, 0.1], 0.05);
  expect(thresholds.map((limit) => Number(limit.toFixed(6)))).toEqual([0.2, 0.4]);
});
