import * as z from 'zod';
import { metricName } from '../definitions/schema/metric-names.ts';
import { mostLeading } from '../definitions/schema/package-rules.ts';
import { featureRef } from '../definitions/schema/values.ts';
import { estimateSchema } from '../evaluation/estimate.ts';

const features = z.array(
  z.strictObject({
    feature: featureRef,
    mean: z.number().describe('How much the metric is worse without what the feature says, mean of the repeats.'),
    sd: z.number().min(0).describe('Population standard deviation of the repeats.'),
    share: estimateSchema.describe('Of the importance of all features; below 0 counts as 0.'),
  }),
);

const rows = z.int().min(0);
const reason = z.string().min(1).max(300).optional().describe('Why there are no numbers.');

/** Permutation importance of the challenger's features, on dev rows, largest first. */
export const importanceSchema = z.strictObject({
  metric: metricName,
  rows,
  repeats: z.int().min(1),
  seed: z.int().min(0),
  alpha: z.number().gt(0).lt(1).describe('One-sided level of the bounds of each share.'),
  undefined: reason,
  features: features.max(2000),
  champion: z
    .strictObject({ rows, undefined: reason, features: features.max(mostLeading) })
    .optional()
    .describe('The same of what production runs, its leading features only; where a rule asks what is new.'),
});

export type Importance = z.output<typeof importanceSchema>;
export type FeatureShare = Importance['features'][number];
