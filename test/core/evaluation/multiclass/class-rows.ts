import fc from 'fast-check';
import type { Sample } from '../../../../src/core/evaluation/sample.ts';

/** A row of a multiclass evaluation: its class, and how likely the model finds each. */
export interface ClassRow {
  readonly y: number;
  readonly likely: readonly number[];
}

export function sampleOfClasses(rows: readonly ClassRow[], classes = 3): Sample {
  return {
    label: Float64Array.from(rows, ({ y }) => y),
    score: Float64Array.from(
      rows.flatMap(({ likely }) => {
        const sum = likely.reduce((a, b) => a + b, 0);
        return likely.map((one) => one / sum);
      }),
    ),
    classes,
    threshold: 0.5,
  };
}

/** Rows of three classes, with ties in their probabilities; counts as a resample would draw them. */
export const classRows = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 2 }),
    likely: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
    count: fc.nat(3),
  }),
  { minLength: 2, maxLength: 25 },
);
