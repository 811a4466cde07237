import * as z from 'zod';
import { metricName } from '../../definitions/schema/metric-names.ts';

const text = z.string().min(1).max(200);

/** One set of rows that the challenger answers worse than all others. */
const foundSegment = z.strictObject({
  /** One condition, or two that both hold. */
  where: z
    .array(z.strictObject({ column: z.string().min(1).max(300), part: text }))
    .min(1)
    .max(2),
  /** Rows in it, of the half that confirms. */
  n: z.int().min(1),
  /** The metric in the segment, and in all other rows of that half. */
  segment: z.number(),
  rest: z.number(),
  /** Segment minus rest, each bound at one-sided `alpha`. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
});

/** Weak segments: searched for on one half of the dev rows, confirmed on the other. */
export const segmentsSchema = z.strictObject({
  metric: metricName,
  rows: z.strictObject({ searched: z.int().min(0), confirming: z.int().min(0) }),
  /** Rows that a segment has in either half, at least. */
  fewest: z.int().min(1),
  /** Segments with enough rows, and those of them that were tested on the other half. */
  searched: z.int().min(0),
  tested: z.int().min(0),
  /** One-sided level of each bound: that of the evidence over the segments tested (Bonferroni). */
  alpha: z.number().gt(0).lt(1),
  found: z.array(foundSegment).max(10),
});

export type Segments = z.output<typeof segmentsSchema>;
export type FoundSegment = z.output<typeof foundSegment>;
