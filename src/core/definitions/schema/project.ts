import * as z from 'zod';
import { gateItem } from './gate-rules.ts';
import { statistics } from './statistics.ts';
import { apiVersion, duration, name, text } from './values.ts';

/** Strength of evidence, weakest first. What each means: DESIGN "Evidence". */
export const evidenceLevels = ['claimed', 'scored', 'reproduced'] as const;

/** How many people must approve, and who. */
export const approvals = z.strictObject({
  count: z.int().min(1).max(20),
  from: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "Logins of people, or slugs of teams of the repository's organisation (`risk-owners`, `acme/risk-owners`); absent: anyone with write access.",
    ),
});

/** What too few rows mean to a list of rules. */
export const whenInconclusive = z
  .union([z.literal('block'), z.strictObject({ approve: approvals })])
  .optional()
  .describe('What too few rows mean: the change is blocked (default), or these people may let it through.');

export const environment = z.strictObject({
  name,
  promote: z
    .enum(['onRelease', 'onCommand'])
    .default('onCommand')
    .describe('When its promotion pull request opens: by itself at a release, or when someone asks.'),
  require: z
    .strictObject({
      evidence: z.enum(evidenceLevels).default('claimed'),
      approvals: approvals.optional(),
      soak: z.strictObject({ in: name, for: duration }).optional().describe('Time to have run in another environment.'),
      gates: z
        .array(gateItem)
        .min(1)
        .meta({
          description: "Rules on the version's own evidence. Those that compare: in the last environment only.",
          sameAs: 'gates[] of gates.yaml',
        })
        .optional(),
      whenInconclusive,
    })
    .prefault({}),
  rollback: z.strictObject({ approvals: approvals.default({ count: 1 }) }).prefault({}),
});

/** aval.yaml: the repository's own settings; policy, so always read from the base branch. */
export const projectSchema = z
  .strictObject({
    apiVersion,
    kind: z.literal('Project'),
    name,
    description: text.optional(),
    app: z.string().min(1).max(100).optional().describe('Slug of the GitHub App that comments, gates and publishes.'),
    environments: z.array(environment).min(1).describe('In the order of promotion; the last one holds the champion.'),
    firstVersion: z
      .discriminatedUnion('rule', [
        z.strictObject({ rule: z.literal('superior') }),
        z.strictObject({ rule: z.literal('notWorse'), margin: z.number().positive() }),
      ])
      .default({ rule: 'superior' })
      .describe('How a first version must compare with the declared baseline, on the first metric.'),
    statistics: statistics.prefault({}),
    predictions: z.string().min(1).optional().describe('Where serving writes and monitoring reads.'),
    packages: z
      .string()
      .min(1)
      .default('.aval/packages')
      .describe('Folder store of published packages, for use without GitHub.'),
    compute: z
      .strictObject({
        runsOn: z.string().default('ubuntu-latest'),
        timeLimit: duration.default('30m'),
        memoryLimit: z
          .string()
          .regex(/^[1-9][0-9]*(?:MB|GB)$/, 'a size like "2GB"')
          .default('4GB'),
      })
      .prefault({}),
  })
  .meta({ title: 'Project', description: 'aval.yaml: environments in order, statistics, compute, the App.' });

export type Project = z.output<typeof projectSchema>;
export type Environment = z.output<typeof environment>;
export type Approvals = z.output<typeof approvals>;
export type WhenInconclusive = z.output<typeof whenInconclusive>;
export type EvidenceLevel = (typeof evidenceLevels)[number];
