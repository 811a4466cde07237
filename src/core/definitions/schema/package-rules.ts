import * as z from 'zod';
import { percent, severity, why } from './rule-values.ts';
import { featureRef, share } from './values.ts';

const size = z.string().regex(/^[1-9][0-9]{0,8}(?:kB|MB|GB)$/, 'a size like "5MB"');
const latency = z
  .string()
  .regex(/^(?!0+(?:\.0+)?m?s)\d{1,6}(?:\.\d{1,3})?m?s$/, 'a time like "20ms" or "1.5s"')
  .describe('Of scoring one row, on the machine that evaluates.');

const quantile = z
  .enum(['p50', 'p99'])
  .default('p99')
  .describe('Half of the rows, or 99 of 100, are scored in less than this.');

/** Of what production runs, so many features are kept in the evidence. */
export const mostLeading = 50;

/** Requirements on the package itself: its size, how fast it answers, what it leans on. */
export const packageRules = [
  z.strictObject({
    rule: z.literal('sizeAtMost'),
    size: size.describe('Of the package, all its files.'),
    why,
    severity,
  }),
  z.strictObject({ rule: z.literal('latencyAtMost'), quantile, latency, why, severity }),
  z.strictObject({
    rule: z.literal('latencyNotWorse'),
    quantile,
    margin: percent.describe('How much longer than the version in production, timed in turns on the same machine.'),
    why,
    severity,
  }),
  z.strictObject({
    rule: z.literal('rowsPerSecondAtLeast'),
    rows: z
      .number()
      .positive()
      .describe('Rows scored in a second in batches of 10,000, on the machine that evaluates.'),
    why,
    severity,
  }),
  z.strictObject({
    rule: z.literal('importanceAtMost'),
    share: share.describe('Of the permutation importance of all features together.'),
    feature: featureRef.optional().describe('This feature; absent: each feature.'),
    why,
    severity,
  }),
  z.strictObject({
    rule: z.literal('noNewDominantFeature'),
    share: share.describe(
      "Of the permutation importance of all features together; for features that don't lead in production.",
    ),
    leading: z
      .int()
      .min(1)
      .max(mostLeading)
      .default(3)
      .describe('How many features lead in production: those with the most importance there.'),
    why,
    severity,
  }),
] as const;
