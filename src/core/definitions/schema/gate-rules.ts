import * as z from 'zod';
import { metricName } from './metric-names.ts';
import { packageRules } from './package-rules.ts';
import { percent, severity, why } from './rule-values.ts';
import { labelValue, name, share } from './values.ts';

const contrast = name.optional().describe('A group: each of its parts against its reference.');

const within = name
  .optional()
  .describe('With a contrast, another group: the contrast is asked inside each of its parts, and must hold in all.');

const slice = z
  .strictObject({
    group: name.describe('A declared group.'),
    part: z.string().min(1).max(200).optional().describe('This part of it; absent: each part, and all must hold.'),
  })
  .optional()
  .describe('Only the rows of a part of a group.');

const ruleBase = {
  metric: metricName,
  class: labelValue
    .optional()
    .describe('Multiclass: the metric of a binary model, of this class against all others, like `recall`.'),
  among: z.strictObject({ label: labelValue }).optional().describe('Only rows with this label.'),
  contrast,
  within,
  minimumRows: z
    .int()
    .min(1)
    .optional()
    .describe('With fewer rows than these the rule is undecided, whatever they say.'),
  alpha: share
    .optional()
    .describe("Error rate of this rule's bounds: at most that of aval.yaml, which is the default."),
  decides: z
    .enum(['interval', 'value'])
    .optional()
    .describe('`value`: the number alone decides, chance or not. The default is its interval.'),
  why,
  severity,
};

const margin = z.number().positive().describe('In units of the metric.');
const lossMargin = z
  .union([margin, percent])
  .describe('Non-inferiority margin, in units of the metric or, like `2%`, of the number in production.');

const anchor = z
  .union([z.enum(['best', 'none']), z.strictObject({ floor: z.number() })])
  .optional()
  .describe(
    'What many small steps down are held against beside production: the best version that ran there (`best`, the default), a number that it must keep above (below, where lower is better), or nothing.',
  );

/** One requirement on one number. */
export const gateRule = z.discriminatedUnion('rule', [
  z.strictObject({ ...ruleBase, slice, rule: z.literal('notWorse'), margin: lossMargin, anchor }),
  z.strictObject({
    ...ruleBase,
    slice,
    rule: z.literal('superior'),
    margin: z
      .union([margin, percent])
      .optional()
      .describe(
        'Better by more than this, in units of the metric or of the number in production. Absent: by any amount.',
      ),
  }),
  z.strictObject({ ...ruleBase, slice, rule: z.literal('atLeast'), threshold: z.number() }),
  z.strictObject({ ...ruleBase, slice, rule: z.literal('atMost'), threshold: z.number() }),
  z.strictObject({
    ...ruleBase,
    contrast: name,
    rule: z.literal('gapNotWider'),
    margin,
    worseIs: z
      .enum(['higher', 'lower'])
      .optional()
      .describe(
        'What harms the group: a higher or a lower number against its reference. Absent: a larger gap either way.',
      ),
  }),
  z.strictObject({
    ...ruleBase,
    metric: z
      .enum(['selection_rate', 'negative_rate'])
      .describe('The share with the decision that people want: negative_rate where positive is a refusal.'),
    contrast: name.describe('A group: each of its parts against each other.'),
    rule: z.literal('fourFifths'),
    minimumShare: share.optional().describe('Parts with a smaller share of the rows are left out, and named.'),
  }),
  ...packageRules,
]);

/** For the reference pages: what these lists hold is told once. */
const sameAs = 'gates[]';

const all = z.strictObject({
  all: z.array(gateRule).min(1).meta({ description: 'Every one of these rules must hold.', sameAs }),
  why,
  severity,
});

/** Rules that come with a name, for what is asked often; the verdict shows what they stand for. */
export const gatePreset = z.discriminatedUnion('preset', [
  z.strictObject({
    preset: z.literal('nyc-ll144'),
    metric: z.enum(['selection_rate', 'negative_rate']).describe('The share with the decision that people want.'),
    contrasts: z.array(name).min(1).describe('Groups: sex, race, and one that crosses both.'),
    severity,
  }),
  z.strictObject({
    preset: z.literal('model-risk'),
    margin: lossMargin.describe('How much worse than production the first metric may be.'),
    minimumRows: z.int().min(1).default(500).describe('Rows that the comparison must count.'),
    severity,
  }),
  z.strictObject({
    preset: z.literal('mlflow-thresholds'),
    metric: metricName,
    threshold: z.number().optional().describe('The number is at least this, or at most where lower is better.'),
    minimumChange: margin.optional().describe('Better than production by at least this (min_absolute_change).'),
    minimumRelativeChange: share
      .optional()
      .describe('Better than production by at least this share of its number (min_relative_change).'),
    why,
    severity,
  }),
]);

/** What the list of gates holds: rules, rules together, presets. */
export const gateItem = z.union([
  gateRule,
  all,
  z.strictObject({
    any: z
      .array(z.union([gateRule, all]))
      .min(1)
      .meta({
        description:
          'One of these, rules or lists under "all", is enough; each is asked at its share of the error rate.',
        sameAs,
      }),
    why,
    severity,
  }),
  z.strictObject({
    none: z.array(gateRule).min(1).meta({ description: 'Not one of these rules may hold.', sameAs }),
    why,
    severity,
  }),
  gatePreset,
]);

export type GateRule = z.output<typeof gateRule>;
/** A rule about a number that is measured on rows. */
export type MetricRule = Extract<GateRule, { metric: unknown }>;
/** A rule that may be about a slice of the rows. */
export type SlicedRule = Extract<MetricRule, { slice?: unknown }>;
/** A rule about the package itself. */
export type PackageRule = Exclude<GateRule, MetricRule>;
export type SizeRule = Extract<GateRule, { rule: 'sizeAtMost' }>;
export type LatencyRule = Extract<GateRule, { rule: 'latencyAtMost' | 'latencyNotWorse' }>;
export type OperationalRule = Extract<GateRule, { rule: 'rowsPerSecondAtLeast' }> | LatencyRule;
export type ImportanceRule = Extract<GateRule, { rule: 'importanceAtMost' }>;
export type NewDominanceRule = Extract<GateRule, { rule: 'noNewDominantFeature' }>;
export type GateItem = z.output<typeof gateItem>;
export type GatePreset = z.output<typeof gatePreset>;
