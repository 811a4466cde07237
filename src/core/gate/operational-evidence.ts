import * as z from 'zod';
import { estimateSchema } from '../evaluation/estimate.ts';

/** Time to score one row, in milliseconds: median and 99th percentile; and rows scored in a second, in batches. */
export const operationalMeasures = ['latency_p50', 'latency_p99', 'rows_per_second'] as const;
export type OperationalMeasure = (typeof operationalMeasures)[number];

const measuredSchema = z.strictObject({
  measure: z.enum(operationalMeasures),
  oneOf: z.int().min(2).optional().describe('Rules of which one is enough: they share the error rate.'),
  challenger: estimateSchema,
  champion: estimateSchema.optional(),
  change: estimateSchema.optional().describe("Challenger over champion, less 1: a share of the champion's number."),
});

/** How fast both models answer, timed in turns in one run. It is true of that machine, and another run gives other numbers. */
export const operationalSchema = z.strictObject({
  machine: z.string().min(1).max(200).describe('Where it was timed.'),
  alpha: z.number().gt(0).lt(1).describe('One-sided level of each bound; no label is read, so nothing is spent.'),
  measures: z.array(measuredSchema).max(100),
});

export type Operational = z.output<typeof operationalSchema>;
export type MeasuredOperation = z.output<typeof measuredSchema>;
