import { expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import { judgeWindow } from '../../../../src/core/monitoring/drift/judge-window.ts';
import { driftReference } from '../../../../src/core/monitoring/drift/reference.ts';
import { profileFrame } from '../../../../src/core/monitoring/profile/profile-frame.ts';

const rows = 2000;

/** `n` around `shift`, `c` of three levels, `k` one and the same value unless told; a share of `n` is missing. */
function frameOf(seed: number, { shift = 0, missing = 0, level = 'c', constant = 5 } = {}): Frame {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const number = (values: Float64Array): Column => ({ type: 'number', values });
  const columns = new Map<string, Column>([
    ['n', number(Float64Array.from({ length: rows }, () => (uniform() < missing ? Number.NaN : uniform() + shift)))],
    ['c', categoryColumn(Array.from({ length: rows }, () => (uniform() < 0.7 ? 'a' : uniform() < 0.5 ? 'b' : level)))],
    ['k', number(Float64Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? constant : 5)))],
    ['t', { type: 'time', values: Float64Array.from({ length: rows }, (_, row) => row + seed * 1e6) }],
  ]);
  return { rows, columns };
}

const before = frameOf(1);
const reference = driftReference({
  frame: before,
  profile: profileFrame(before, 1),
  windows: [],
  later: [],
  q: 0.05,
});
const judged = (frame: Frame) =>
  judgeWindow(reference, { frame, profile: profileFrame(frame, 2) }, 7)
    .filter(({ alarm }) => alarm)
    .map(({ column, statistic }) => `${column} ${statistic}`);

test('rows of the same kind do not alarm, and a time never does for having passed', () => {
  expect(judged(frameOf(2))).toEqual([]);
});

test.each([
  ['a shift of half a standard deviation', { shift: 0.15 }, 'n wasserstein'],
  ['values that are missing', { missing: 0.05 }, 'n missing_rate'],
  ['a level that was never seen', { level: 'new' }, 'c total_variation'],
  ['a constant that varies', { constant: 6 }, 'k kolmogorov_smirnov'],
])('%s alarms in its own column only', (_, change, expected) => {
  expect(judged(frameOf(3, change))).toEqual([expected]);
});

test('a shift too small to act on does not alarm, however sure it is', () => {
  const small = frameOf(4, { shift: 0.02 });
  const [n] = judgeWindow(reference, { frame: small, profile: profileFrame(small, 2) }, 7);
  expect(n).toMatchObject({ column: 'n', alarm: false });
  expect(n?.effect).toBeLessThan(0.1);
});

test('a column without any value compares nothing: no effect, no alarm but for what is missing', () => {
  const empty = frameOf(5, { missing: 1 });
  expect(judged(empty)).toEqual(['n missing_rate']);
  expect(judgeWindow(reference, { frame: empty, profile: profileFrame(empty, 2) }, 7)[0]?.effect).toBeNaN();
});
