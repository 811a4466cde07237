import { createRandom } from '../../../../src/core/comparison/random.ts';
import type { DriftRule } from '../../../../src/core/definitions/schema/drift.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { Column, Frame } from '../../../../src/core/features/frame.ts';
import { type JudgedTest, judgeWindow } from '../../../../src/core/monitoring/drift/judge-window.ts';
import { driftReference } from '../../../../src/core/monitoring/drift/reference.ts';
import { profileFrame } from '../../../../src/core/monitoring/profile/profile-frame.ts';

export const numbers = (...values: number[]): Column => ({ type: 'number', values: Float64Array.from(values) });

/** Uniform numbers `n` about `shift`, levels `c` of three kinds, one of them with the share `rare`. */
export function madeFrame(seed: number, rows: number, { shift = 0, rare = 0.2 } = {}): Frame {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const level = () => (uniform() < rare ? 'rare' : uniform() < 0.5 ? 'a' : 'b');
  return {
    rows,
    columns: new Map<string, Column>([
      ['n', numbers(...Array.from({ length: rows }, () => uniform() + shift))],
      ['c', categoryColumn(Array.from({ length: rows }, level))],
    ]),
  };
}

/** Windows of equally many rows. */
export function slices(rows: number, count: number): Uint32Array[] {
  const length = Math.floor(rows / count);
  return Array.from({ length: count }, (_, w) => Uint32Array.from({ length }, (_, i) => w * length + i));
}

export function judged(
  rule: Partial<DriftRule>,
  before: Frame,
  now: Frame,
  windows: readonly Uint32Array[] = [],
): readonly JudgedTest[] {
  const methods = { rule: { q: 0.05, ...rule }, values: before.columns };
  const reference = driftReference({
    frame: before,
    profile: profileFrame(before, 1),
    windows,
    later: [],
    q: 0.05,
    methods,
  });
  return judgeWindow(reference, { frame: now, profile: profileFrame(now, 2) }, 7);
}
