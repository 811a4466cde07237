import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  distinctCount,
  mergeDistinctSketches,
  sketchDistinct,
} from '../../../../src/core/monitoring/profile/distinct-sketch.ts';
import { summariseMoments } from '../../../../src/core/monitoring/profile/moment-summary.ts';
import { mergeMoments, momentsOf } from '../../../../src/core/monitoring/profile/moments.ts';
import { mergeQuantileSketches, sketchQuantiles } from '../../../../src/core/monitoring/profile/quantile-sketch.ts';
import { sketchedQuantile } from '../../../../src/core/monitoring/profile/sketched-quantile.ts';
import { lcgStream } from './lcg-stream.ts';

interface Case {
  readonly id: string;
  readonly fn: string;
  readonly inputs: { readonly values: number[]; readonly split_sizes: number[] };
  readonly params: {
    readonly probs: number[];
    readonly max_rank_error: number;
    readonly relative_error_3_sigma: number;
  };
  readonly expected: Readonly<Record<string, number>> & { readonly exact: number };
  readonly tol: { readonly abs: number; readonly rel: number };
}
const file = new URL('../../../conformance/cases/profiles.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }; // the file's README gives this form
const casesOf = (fn: string) => cases.filter((each) => each.fn === fn);

test.each(casesOf('moments_merge'))(
  '$id: parts merge in any order to the moments of the whole',
  ({ inputs, expected, tol }) => {
    let start = 0;
    const parts = inputs.split_sizes.map((size) => {
      start += size;
      return momentsOf(Float64Array.from(inputs.values.slice(start - size, start)));
    });
    for (const order of [parts, parts.toReversed()]) {
      const got = summariseMoments(order.reduce(mergeMoments));
      const named: Readonly<Record<string, number>> = {
        count: got.count,
        sum: got.sum,
        mean: got.mean,
        min: got.minimum,
        max: got.maximum,
        variance_ddof0: got.populationVariance,
        variance_ddof1: got.sampleVariance,
        skewness_g1: got.skewness,
        excess_kurtosis_g2: got.excessKurtosis,
      };
      for (const [key, want] of Object.entries(expected)) {
        expect(Math.abs((named[key] ?? Number.NaN) - want), key).toBeLessThanOrEqual(
          tol.abs + tol.rel * Math.abs(want),
        );
      }
    }
  },
);

test.each(casesOf('quantile_sketch'))(
  '$id: ranks are within the bound, whole and merged from 20 parts',
  ({ params }) => {
    const values = lcgStream(20_000);
    const parts = Array.from({ length: 20 }, (_, i) => sketchQuantiles(values.slice(i * 1000, i * 1000 + 1000), 0));
    for (const sketch of [sketchQuantiles(values, 0), parts.reduce(mergeQuantileSketches)]) {
      for (const probability of params.probs) {
        const estimate = sketchedQuantile(sketch, probability);
        const rank = values.filter((value) => value <= estimate).length / values.length;
        expect(Math.abs(rank - probability)).toBeLessThanOrEqual(params.max_rank_error);
      }
    }
  },
);

test.each(casesOf('distinct_sketch'))(
  '$id: the estimate is within three standard errors, and parts give the same',
  ({ params, expected }) => {
    const texts = Array.from({ length: 50_000 }, (_, i) => `user-${i % 7919}`);
    const whole = sketchDistinct(texts);
    expect(Math.abs(distinctCount(whole) / expected.exact - 1)).toBeLessThanOrEqual(params.relative_error_3_sigma);
    expect(mergeDistinctSketches(sketchDistinct(texts.slice(0, 9000)), sketchDistinct(texts.slice(9000)))).toEqual(
      whole,
    );
  },
);

test('the file has these cases', () => {
  expect(['moments_merge', 'quantile_sketch', 'distinct_sketch'].map((fn) => casesOf(fn).length)).toEqual([3, 1, 1]);
});
