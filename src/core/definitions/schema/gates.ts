import * as z from 'zod';
import { gateItem } from './gate-rules.ts';
import { metricName } from './metric-names.ts';
import { approvals } from './project.ts';
import { apiVersion, columnRef, digest, duration, labelValue, name, share, text, version } from './values.ts';

export { binaryMetrics, type MetricName, metricName, regressionMetrics } from './metric-names.ts';

const label = z.strictObject({
  column: columnRef.describe('A column of the spine.'),
  positive: labelValue.optional().describe('Binary: this value is the positive class.'),
  above: z.number().optional().describe('Binary: values above this are the positive class.'),
});

const problem = z
  .strictObject({
    question: text.describe('The business question, as a person would ask it.'),
    decision: text.describe('What is done with the answer.'),
    task: z.enum(['binary', 'regression']),
    label,
    costs: z
      .strictObject({
        falseNegative: z.number().default(0),
        falsePositive: z.number().default(0),
        truePositive: z.number().default(0),
        trueNegative: z.number().default(0),
      })
      .optional()
      .describe('Cost of one decision of each outcome; negative is a gain.'),
    baseline: z
      .strictObject({ predict: z.union([labelValue, z.enum(['rate', 'mean', 'majority'])]) })
      .default({ predict: 'rate' })
      .describe('What happens without a model: a constant answer, or the rate or mean of the training part.'),
  })
  .check((context) => {
    const { task, label } = context.value;
    const given = [label.positive, label.above].filter((v) => v !== undefined).length;
    if (task === 'binary' && given !== 1)
      context.issues.push({
        code: 'custom',
        input: label,
        path: ['label'],
        message: 'a binary label needs either "positive" or "above"',
      });
    if (task === 'regression' && given !== 0)
      context.issues.push({
        code: 'custom',
        input: label,
        path: ['label'],
        message: 'a regression label has neither "positive" nor "above"',
      });
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
  seed: z.int().min(0).default(0).describe('Key of the hash that assigns rows to parts.'),
  equalRows: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Greatest share of holdout or dev rows whose features all equal a training row.'),
});

const group = z.strictObject({
  name,
  by: columnRef.describe('A column of the spine.'),
  bins: z.array(z.number()).min(1).optional().describe('Edges; [25] makes "25 or under" and "over 25".'),
  reference: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .describe('The group that others are held against; absent: the largest.'),
});

const evaluate = z.strictObject({
  metrics: z.array(metricName).min(1),
  threshold: z
    .union([z.number().gt(0).lt(1), z.literal('costOptimal')])
    .default(0.5)
    .describe('Positive when the score is at least this; costOptimal is fitted on dev.'),
  groups: z.array(group).default([]),
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
    whenInconclusive: z
      .union([z.literal('block'), z.strictObject({ approve: approvals })])
      .optional()
      .describe('What too few rows mean: the change is blocked (default), or these people may let it through.'),
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
export type Deployment = z.output<typeof deploymentSchema>;
