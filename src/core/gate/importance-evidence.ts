import * as z from 'zod';
import { metricName } from '../definitions/schema/metric-names.ts';
import { featureRef } from '../definitions/schema/values.ts';
import { estimateSchema } from '../evaluation/estimate.ts';

/** Permutation importance of the challenger's features, on dev rows. */
export const importanceSchema = z.strictObject({
  metric: metricName,
  rows: z.int().min(0),
  repeats: z.int().min(1),
  seed: z.int().min(0),
  alpha: z.number().gt(0).lt(1).describe('One-sided level of the bounds of each share.'),
  undefined: z.string().min(1).max(300).optional().describe('Why there are no numbers.'),
  features: z
    .array(
      z.strictObject({
        feature: featureRef,
        mean: z.number().describe('How much the metric is worse without what the feature says, mean of the repeats.'),
        sd: z.number().min(0).describe('Population standard deviation of the repeats.'),
        share: estimateSchema.describe('Of the importance of all features; below 0 counts as 0.'),
      }),
    )
    .max(2000),
});

export type Importance = z.output<typeof importanceSchema>;
