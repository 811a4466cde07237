import * as z from 'zod';
import { metricName } from '../definitions/schema/gates.ts';
import { evidenceLevels } from '../definitions/schema/project.ts';
import { digest, name, version } from '../definitions/schema/values.ts';
import { estimateSchema } from '../evaluation/estimate.ts';
import { segmentsSchema } from '../evaluation/segments/segments-evidence.ts';
import { importanceSchema } from './importance-evidence.ts';
import { operationalSchema } from './operational-evidence.ts';

const label = z.string().min(1).max(200);

/** What a number is about: a metric, on some rows, perhaps one group against another. */
const quantitySchema = z.strictObject({
  metric: metricName,
  class: label.optional().describe('Multiclass: this class against all others.'),
  among: label.optional().describe('Only rows whose label is this.'),
  group: z
    .strictObject({
      name,
      value: label,
      reference: label.optional().describe('Signed contrast: value minus reference.'),
      within: z
        .strictObject({ name, value: label })
        .optional()
        .describe('Only rows of this part of another group: a stratum.'),
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

/** Tests beside the interval that decides: two-sided p that the difference is 0, but for those of a margin. */
const secondTest = z.enum([
  'McNemar, mid-p',
  'McNemar, exact',
  'sign test, at any time',
  'paired t',
  'Wilcoxon signed rank',
  'sign flips',
  'mixture SPRT, at any time',
  'not worse by the margin, t',
  'within the margin, two one-sided t',
  "Cochran's Q, with the anchor",
  'Friedman, with the anchor',
]);

/** One quantity, of both models on the same rows. */
export const measurementSchema = z.strictObject({
  quantity: quantitySchema,
  challenger: estimateSchema,
  champion: estimateSchema.optional(),
  /** Dev tier, all rows: what no model at all reaches, by the declared baseline. */
  baseline: estimateSchema.optional(),
  /** Dev tier, all rows: what the rates of the classes or the mean in the training part reach, where the declared baseline is another. */
  trivial: estimateSchema.optional(),
  /** Challenger minus champion, paired. The baseline stands in for a champion that is not there. */
  difference: estimateSchema.optional(),
  /** Challenger minus anchor, paired, where a rule asks for it and the anchor is another version than the champion. */
  anchorDifference: estimateSchema.optional(),
  /** Contrasts: change of the gap's size, |challenger| - |champion|, paired. Positive is wider, whichever group is ahead. */
  widening: estimateSchema.optional(),
  /** Relative contrasts of shares: two-sided p of Fisher's exact test that the change treats both groups alike. */
  fisher: z.number().min(0).max(1).optional(),
  /** Dev tier: what other tests say of the difference. They decide nothing. */
  secondTests: z
    .array(z.strictObject({ test: secondTest, p: z.number().min(0).max(1) }))
    .max(12)
    .optional(),
  /** Dev tier, differences of shares: an interval that holds whatever the distribution, two-sided 1 - 2 alpha. */
  guaranteed: estimateSchema.optional(),
});

/** One part of a group, and its rows. */
const groupPartSchema = z.strictObject({
  value: label,
  n: z.int().min(0),
  reference: z.boolean(),
  /** How many it has is withheld: fewer than this. `n` is then 0. */
  fewerThan: z.int().min(1).optional(),
  /** The least share of the rows that a rule asks of each part, where this one has less: such rules leave it out. */
  belowShare: z.number().gt(0).lt(1).optional(),
  /** Rare combinations of a crossing that this part holds. */
  pooled: z.array(z.string().min(1).max(700)).max(10_000).optional(),
  /** Too few rows even pooled: nothing is asked about it. */
  pruned: z.literal(true).optional(),
});

const subject = z.strictObject({
  package: digest,
  definition: digest,
  version: version.optional(),
  /** Of all files of the package. */
  bytes: z.int().min(0).optional(),
});

const groupThresholds = z.array(z.strictObject({ value: label, threshold: z.number() })).max(200);

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
  /** The best version that ran in production, where it is another than the champion and a rule asks for it. */
  anchor: subject.optional(),
  /** Digest of the policy (aval.yaml statistics and gates.yaml) that was applied. */
  policy: digest,
  /** Digest of sorted (row key, time, label) of the rows evaluated. */
  account: digest,
  rows: z.strictObject({
    evaluated: z.int().min(0),
    /** Left out because either model trained on them. */
    trainedOn: z.int().min(0),
    unlabelled: z.int().min(0),
    /** Left out because their weight is 0; where rows have weights. */
    weightless: z.int().min(0).optional(),
    /** Rows of equal weight that would say as much as those evaluated (Kish); where rows have weights. */
    effective: z.int().min(0).optional(),
  }),
  /** One-sided level of each bound: the interval shown is the two-sided 1 - 2 alpha. */
  alpha: z.number().gt(0).lt(1),
  seed: z.int().min(0),
  resamples: z.int().min(0),
  thresholds: z
    .strictObject({
      challenger: z.number(),
      champion: z.number().optional(),
      anchor: z.number().optional(),
      /** Of the parts of a group that have their own; the numbers above are then those of all other rows. */
      byGroup: z
        .strictObject({
          name,
          challenger: groupThresholds,
          champion: groupThresholds.optional(),
          anchor: groupThresholds.optional(),
        })
        .optional(),
    })
    .optional(),
  groups: z.record(name, z.array(groupPartSchema).max(200)),
  measurements: z.array(measurementSchema).max(2000),
  /** Where only the verdict leaves (the vault; some modes of the holdout): what it was. Then there are no measurements. */
  verdict: z.enum(['pass', 'fail', 'inconclusive']).optional(),
  /** Share of rows on which the two models decide differently; absent without a champion, and where nothing is decided. */
  disagreement: estimateSchema.optional(),
  /** Where a rule asks, or a person: not the same twice, so never without being asked. */
  operational: operationalSchema.optional(),
  /** Where a rule asks, or a person. */
  importance: importanceSchema.optional(),
  /** Sets of rows that the challenger answers worse; on the dev tier. */
  segments: segmentsSchema.optional(),
  /** Ledger entry that allowed this, on the holdout tier. */
  ledger: z.strictObject({ entry: digest, used: z.int().min(1), budget: z.int().min(1) }).optional(),
  run: z.strictObject({ id: label, attempt: z.int().min(1), workflow: label }).optional(),
});

export type Evidence = z.output<typeof evidenceSchema>;
export type Measurement = z.output<typeof measurementSchema>;
export type Quantity = z.output<typeof quantitySchema>;
