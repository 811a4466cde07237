import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { aucBadness } from '../../../../src/core/evaluation/segments/auc-badness.ts';
import { compareSegment } from '../../../../src/core/evaluation/segments/compare-segment.ts';
import { meanBadness } from '../../../../src/core/evaluation/segments/mean-badness.ts';

const alpha = 0.05;
const from = (start: number, end: number) => Uint32Array.from({ length: end - start }, (_, i) => start + i);

function uniforms(count: number): Float64Array {
  const random = createRandom(7);
  return Float64Array.from({ length: count }, () => (random.next() + 0.5) / 2 ** 32);
}

describe('by ROC AUC', () => {
  const score = uniforms(400);
  /** The first 60 rows have this many positive ones, those after them every second. */
  const compared = (positives: number, turn: boolean) => {
    const label = Float64Array.from(score, (_, row) => (row < 60 ? Number(row < positives) : row % 2));
    const badness = aucBadness(turn ? label.map((y) => 1 - y) : label, score);
    const [segment, rest] = [from(0, 60), from(60, 400)];
    return [compareSegment(badness, segment, rest, alpha), compareSegment(badness, rest, segment, alpha)];
  };

  test.each([0, 1, 2, 4])('either side with %i rows of a class is not compared', (positives) => {
    for (const turn of [false, true]) expect(compared(positives, turn)).toEqual([undefined, undefined]);
  });

  test('five of either class are enough', () => {
    for (const turn of [false, true]) for (const one of compared(5, turn)) expect(one?.error).toBeGreaterThan(0);
  });
});

describe('of clusters', () => {
  const loss = uniforms(300);
  const badness = meanBadness(loss);

  test('that are one row each, it is what it is without them, however small the segment', () => {
    for (const size of [3, 6, 150]) {
      const [segment, rest] = [from(0, size), from(size, 300)];
      const alone = compareSegment(badness, segment, rest, alpha);
      const clustered = compareSegment(badness, segment, rest, alpha, from(0, 300));
      expect(clustered?.error).toBeCloseTo(alone?.error ?? Number.NaN, 12);
      expect(clustered?.low).toBeCloseTo(alone?.low ?? Number.NaN, 12);
    }
  });

  test('that have a row on either side, it is the paired standard error', () => {
    const pairs = Array.from({ length: 20 }, (_, i) => (loss[i] ?? 0) - (loss[20 + i] ?? 0));
    const mean = pairs.reduce((sum, d) => sum + d, 0) / 20;
    const variance = pairs.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 19;
    const clusterOf = from(0, 40).map((row) => row % 20);
    const found = compareSegment(badness, from(0, 20), from(20, 40), alpha, clusterOf);
    expect(found?.error).toBeCloseTo(Math.sqrt(variance / 20), 12);
  });

  test('a segment inside one of them is not compared', () => {
    const clusterOf = from(0, 300).map((row) => Math.floor(row / 10));
    expect(compareSegment(badness, from(0, 10), from(10, 300), alpha, clusterOf)).toBeUndefined();
  });
});
