import * as z from 'zod';
import { metricName } from '../definitions/schema/gates.ts';
import { evidenceLevels } from '../definitions/schema/project.ts';
import { digest, name, version } from '../definitions/schema/values.ts';
import { estimateSchema } from '../evaluation/estimate.ts';

const label = z.string().min(1).max(200);

/** What a number is about: a metric, on some rows, perhaps one group against another. */
const quantitySchema = z.strictObject({
  metric: metricName,
  among: label.optional().describe('Only rows whose label is this.'),
  group: z
    .strictObject({
      name,
      value: label,
      reference: label.optional().describe('Signed contrast: value minus reference.'),
    })
    .optional(),
  relative: z
    .literal(true)
    .optional()
    .describe("A contrast is value over reference; a difference is a share of the champion's number."),
  level: z
    .strictObject({
      alpha: z.number().gt(0).lt(1).optional().describe("The rule's own, in place of that of aval.yaml."),
      oneOf: z.int().min(2).optional().describe('Rules of which one is enough: they share the error rate.'),
    })
    .optional()
    .describe('Where a rule asks for another level than the evidence has.'),
});

/** One quantity, of both models on the same rows. */
export const measurementSchema = z.strictObject({
  quantity: quantitySchema,
  challenger: estimateSchema,
  champion: estimateSchema.optional(),
  /** Challenger minus champion, paired. The baseline stands in for a champion that is not there. */
  difference: estimateSchema.optional(),
  /** Contrasts: change of the gap's size, |challenger| - |champion|, paired. Positive is wider, whichever group is ahead. */
  widening: estimateSchema.optional(),
  /** Relative contrasts of shares: two-sided p of Fisher's exact test that the change treats both groups alike. */
  fisher: z.number().min(0).max(1).optional(),
});

const subject = z.strictObject({
  package: digest,
  definition: digest,
  version: version.optional(),
  /** Of all files of the package. */
  bytes: z.int().min(0).optional(),
});

/** What an evaluation found. Strict, finite, at most 1 MiB: it crosses a trust border. */
export const evidenceSchema = z.strictObject({
  format: z.literal('aval/evidence/v1'),
  model: name,
  level: z.enum(evidenceLevels),
  tier: z.enum(['dev', 'holdout', 'vault']),
  /** Whether the author could have read the rows. */
  holdout: z.enum(['private', 'readable']),
  challenger: subject,
  champion: subject.optional(),
  /** Digest of the policy (aval.yaml statistics and gates.yaml) that was applied. */
  policy: digest,
  /** Digest of sorted (row key, time, label) of the rows evaluated. */
  account: digest,
  rows: z.strictObject({
    evaluated: z.int().min(0),
    /** Left out because either model trained on them. */
    trainedOn: z.int().min(0),
    unlabelled: z.int().min(0),
  }),
  /** One-sided level of each bound: the interval shown is the two-sided 1 - 2 alpha. */
  alpha: z.number().gt(0).lt(1),
  seed: z.int().min(0),
  resamples: z.int().min(0),
  thresholds: z.strictObject({ challenger: z.number(), champion: z.number().optional() }).optional(),
  groups: z.record(name, z.array(z.strictObject({ value: label, n: z.int().min(0), reference: z.boolean() })).max(200)),
  measurements: z.array(measurementSchema).max(2000),
  /** Ledger entry that allowed this, on the holdout tier. */
  ledger: z.strictObject({ entry: digest, used: z.int().min(1), budget: z.int().min(1) }).optional(),
  run: z.strictObject({ id: label, attempt: z.int().min(1), workflow: label }).optional(),
});

export type Evidence = z.output<typeof evidenceSchema>;
export type Measurement = z.output<typeof measurementSchema>;
export type Quantity = z.output<typeof quantitySchema>;
