import * as z from 'zod';
import { driftSchema } from './drift.ts';
import { metricName } from './metric-names.ts';
import { apiVersion, columnName, duration, featureRef, name, repositoryPath, share, text } from './values.ts';

const columns = z
  .union([z.enum(['numeric', 'categorical', 'time']), z.array(z.string().min(1)).min(1)])
  .describe('All columns of a type, or names: "amount" where unique, else "applicant:amount".');

/** Preparation steps, each an object with one key; fitted on the training part only. */
const preparationStep = z.union([
  z.strictObject({
    impute: z.strictObject({
      columns,
      with: z.union([z.enum(['median', 'mean', 'mode']), z.strictObject({ value: z.union([z.number(), z.string()]) })]),
      indicator: z.boolean().default(false).describe('Adds a 0/1 column that says what was missing.'),
    }),
  }),
  z.strictObject({
    clip: z.strictObject({
      columns,
      low: z.number().optional(),
      high: z.number().optional(),
      quantiles: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).optional(),
    }),
  }),
  z.strictObject({ log: z.strictObject({ columns, plus: z.number().default(1) }) }),
  z.strictObject({ standardise: z.strictObject({ columns }) }),
  z.strictObject({ oneHot: z.strictObject({ columns, minimumShare: z.number().min(0).lt(1).default(0) }) }),
  z.strictObject({ ordinal: z.strictObject({ columns, order: z.array(z.string()).min(1).optional() }) }),
  z.strictObject({ mergeRare: z.strictObject({ columns, minimumShare: share }) }),
  z.strictObject({
    dateParts: z.strictObject({
      columns,
      parts: z.array(z.enum(['year', 'month', 'day', 'weekday', 'hour', 'minute'])).min(1),
      zone: z.string().min(1).default('UTC'),
    }),
  }),
]);

const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .default(0);

const reweigh = z
  .strictObject({ by: name.describe('A group of gates.yaml (`evaluate.groups`).') })
  .optional()
  .describe(
    'Classification: training rows are weighted so that the label does not depend on the group (Kamiran and Calders). It changes the model.',
  );

const gbdt = z.strictObject({
  engine: z.literal('gbdt'),
  parameters: z
    .strictObject({
      trees: z.int().min(1).max(100_000).default(100).describe('Of several classes, each has so many.'),
      leaves: z.int().min(2).max(1024).default(31),
      learningRate: z.number().gt(0).max(1).default(0.1),
      minimumRows: z.int().min(1).default(20).describe('Rows that each leaf must hold.'),
      l2: z.number().min(0).default(0),
      categorySmoothing: z.number().min(0).default(10),
      objective: z
        .enum(['lambdarank', 'regression'])
        .optional()
        .describe(
          'Ranking: the order of the rows of each query (LambdaMART; where it is absent), or the relevance of each row alone.',
        ),
      earlyStopping: z
        .strictObject({
          rounds: z.int().min(1).default(20),
          share: share.default(0.1).describe('Part of training kept aside.'),
        })
        .optional(),
    })
    .prefault({}),
  seed,
  reweigh,
});

const linear = z.strictObject({
  engine: z.literal('linear'),
  parameters: z
    .strictObject({
      l2: z.number().min(0).default(1),
      iterations: z.int().min(1).max(1000).default(25),
      tolerance: z.number().gt(0).default(1e-8),
    })
    .prefault({}),
  seed,
  reweigh,
});

const tfjs = z.strictObject({
  engine: z.literal('tfjs'),
  parameters: z
    .strictObject({
      layers: z.array(z.int().min(1).max(4096)).max(16).default([64, 32]),
      activation: z.enum(['relu', 'tanh', 'sigmoid']).default('relu'),
      dropout: z.number().min(0).lt(1).default(0),
      epochs: z.int().min(1).max(10_000).default(10),
      batchSize: z.int().min(1).default(256),
      learningRate: z.number().gt(0).default(0.001),
      backend: z.enum(['auto', 'wasm', 'node']).default('auto'),
    })
    .prefault({}),
  seed,
  reweigh,
});

const command = z.strictObject({
  engine: z.literal('command'),
  run: z.array(z.string().min(1)).min(1).describe('Program and arguments; no shell is involved.'),
  files: z.array(repositoryPath).min(1).describe('Everything the program reads: part of the definition digest.'),
  lock: repositoryPath.describe('Lock file of its dependencies: part of the definition digest.'),
  parameters: z.record(z.string(), z.json()).default({}),
  timeLimit: duration.default('30m'),
  memoryLimit: z
    .string()
    .regex(/^[1-9][0-9]*(?:MB|GB)$/, 'a size like "2GB"')
    .default('4GB'),
  seed,
  reweigh,
});

export const trainSchema = z.discriminatedUnion('engine', [gbdt, linear, tfjs, command]);

/** models/<model>/model.yaml: the data scientist's file. */
export const modelSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Model'),
    name,
    description: text.optional(),
    owner: z.string().min(1).max(100).optional(),
    features: z.array(featureRef).min(1).max(10_000),
    join: z.record(columnName, columnName).default({}).describe('Entity key → column of the spine, where they differ.'),
    prepare: z.array(preparationStep).optional().describe('Absent: what the engine needs, and no more.'),
    train: trainSchema,
    monitor: z
      .strictObject({
        window: duration,
        minimumRows: z.int().min(1).default(500),
        drift: driftSchema.prefault({}),
        retrain: z
          .strictObject({
            after: z.string().regex(/^[1-9][0-9]* of [1-9][0-9]*$/, 'a rule like "2 of 3"'),
            when: z
              .strictObject({
                estimated: metricName.describe('A metric of gates.yaml. Once labels are known, they decide.'),
                worseBy: z.number().min(0).default(0).describe('Than at training; the whole interval must be beyond.'),
              })
              .optional()
              .describe('What a window must be to count; absent: it drifted.'),
          })
          .optional(),
      })
      .optional(),
  })
  .meta({ title: 'Model', description: 'Features, preparation, training, monitoring.' });

export type Model = z.output<typeof modelSchema>;
export type Train = z.output<typeof trainSchema>;
export type PreparationStep = z.output<typeof preparationStep>;
export type ColumnSelector = z.output<typeof columns>;
export type EngineName = Train['engine'];
export type ParametersOf<E extends EngineName> = Extract<Train, { engine: E }>['parameters'];
