import * as z from 'zod';
import { gateItem } from './gate-rules.ts';
import { metricName } from './metric-names.ts';
import { whenInconclusive } from './project.ts';
import { tasks } from './tasks.ts';
import { apiVersion, columnRef, digest, duration, labelValue, name, share, text, version } from './values.ts';

export {
  binaryMetrics,
  type MetricName,
  metricName,
  multiclassMetrics,
  rankingMetrics,
  regressionMetrics,
} from './metric-names.ts';

const label = z.strictObject({
  column: columnRef.describe('A column of the spine.'),
  positive: labelValue.optional().describe('Binary: this value is the positive class.'),
  above: z.number().optional().describe('Binary: values above this are the positive class.'),
  classes: z
    .array(labelValue)
    .min(3)
    .max(1000)
    .optional()
    .describe('Multiclass: every value of the label, in the order in which a model answers.'),
});

const problem = z
  .strictObject({
    question: text.describe('The business question, as a person would ask it.'),
    decision: text.describe('What is done with the answer.'),
    task: z.enum(tasks),
    label,
    query: columnRef
      .optional()
      .describe(
        'Ranking: a column of the spine; rows of one query are ranked together, and the label is their relevance.',
      ),
    costs: z
      .strictObject({
        falseNegative: z.number().default(0),
        falsePositive: z.number().default(0),
        truePositive: z.number().default(0),
        trueNegative: z.number().default(0),
      })
      .optional()
      .describe('Cost of one decision of each outcome; negative is a gain.'),
    classCosts: z
      .record(text, z.record(text, z.number()))
      .optional()
      .describe(
        'Multiclass: what it costs to call a row of one class another, `late: {on time: 5, early: 6}`: every mistake. Being right costs nothing unless listed. A row is decided to be of the class of least expected cost.',
      ),
    baseline: z
      .strictObject({ predict: z.union([labelValue, z.enum(['rate', 'mean', 'majority'])]) })
      .default({ predict: 'rate' })
      .describe('What happens without a model: a constant answer, or the rate or mean of the training part.'),
  })
  .check((context) => {
    const fault = (path: string, message: string) =>
      context.issues.push({ code: 'custom', input: context.value.label, path: [path], message });
    const { task, label, query } = context.value;
    const given = [label.positive, label.above].filter((v) => v !== undefined).length;
    if (task === 'binary' && given !== 1) fault('label', 'a binary label needs either "positive" or "above"');
    if (task !== 'binary' && given !== 0) fault('label', `a ${task} label has neither "positive" nor "above"`);
    if (task === 'multiclass' && label.classes === undefined) fault('label', 'a multiclass label needs "classes"');
    if (task === 'ranking' && query === undefined) fault('query', 'a ranking needs "query"');
  });

/** Which rows are set aside: by keyed hash of the row key (or of a group), or the last window before `until`. */
const part = z.union([
  z.strictObject({ share }),
  z.strictObject({ share, group: columnRef.describe('Rows of one group stay on one side.') }),
  z.strictObject({ last: duration }),
]);

const data = z.strictObject({
  spine: name.describe('The source with one row for each prediction.'),
  dev: part.default({ share: 0.2 }),
  holdout: part.default({ share: 0.2 }),
  vault: part
    .optional()
    .describe('Rows that judge a promotion to the last environment, once; no other evaluation reads them.'),
  seed: z.int().min(0).default(0).describe('Key of the hash that assigns rows to parts.'),
  weight: columnRef
    .optional()
    .describe(
      'A number column of the spine: how much a row counts, in training and in every metric. Absent: all count 1.',
    ),
  equalRows: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Greatest share of holdout or dev rows whose features all equal a training row.'),
});

const columnGroup = z.strictObject({
  name,
  by: columnRef.describe('A column of the spine.'),
  bins: z.array(z.number()).min(1).optional().describe('Edges; [25] makes "25 or under" and "over 25".'),
  reference: labelValue.optional().describe('The group that others are held against; absent: the largest.'),
});

const crossedGroup = z.strictObject({
  name,
  crossing: z
    .array(name)
    .min(2)
    .describe(
      'Groups declared beside it: every combination of their parts is a part, "25 or under × female". Those with too few rows are pooled into one.',
    ),
  reference: z
    .array(labelValue)
    .min(2)
    .optional()
    .describe('One part of each: the combination that others are held against; absent: the largest.'),
});

const group = z.union([columnGroup, crossedGroup]);

/** Whether a protected attribute may decide is a question of law: docs/guide/mitigation.md. */
const groupThreshold = z.strictObject({
  perGroup: name.describe('A group declared below: each of its parts gets a threshold of its own.'),
  constraint: z
    .enum(['demographicParity', 'equalOpportunity', 'equalizedOdds'])
    .describe('What is held alike: the share called positive, that among positive rows, or that among either class.'),
  within: z
    .number()
    .min(0)
    .lt(1)
    .default(0.05)
    .describe('Greatest distance between the rates of two parts; the thresholds cost least otherwise.'),
});

const evaluate = z.strictObject({
  metrics: z.array(metricName).min(1),
  byClass: z
    .array(metricName)
    .min(1)
    .optional()
    .describe('Multiclass: metrics of binary models, like `recall`, to be measured of each class against all others.'),
  threshold: z
    .union([z.number().gt(0).lt(1), z.literal('costOptimal'), groupThreshold])
    .default(0.5)
    .describe(
      'Positive when the score is at least this; costOptimal, and one for each part of a group, are fitted on dev.',
    ),
  groups: z.array(group).default([]),
  cluster: columnRef
    .optional()
    .describe('A column of the spine, like a patient or a day: rows that share it are resampled together.'),
});

/** models/<model>/gates.yaml: the risk owner's file, always read from the base branch. */
export const gatesSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Gates'),
    model: name,
    problem,
    data,
    evaluate,
    gates: z.array(gateItem).min(1),
    whenInconclusive,
  })
  .meta({ title: 'Gates', description: 'Problem, label, dev and holdout rules, evaluation, gates.' });

/** environments/<env>/<model>.yaml: what this environment must run. */
export const deploymentSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Deployment'),
    model: name,
    version,
    digest: digest.describe('Package digest.'),
  })
  .meta({ title: 'Deployment', description: 'The version and digest that an environment must run.' });

export type Gates = z.output<typeof gatesSchema>;
export type SplitRule = z.output<typeof part>;
export type GroupDefinition = z.output<typeof group>;
/** A group by the values of a column, or by bins of them. */
export type ColumnGroup = z.output<typeof columnGroup>;
/** A group by every combination of others. */
export type CrossedGroup = z.output<typeof crossedGroup>;
export type Deployment = z.output<typeof deploymentSchema>;
