import { type Gates, gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { type Project, projectSchema } from '../../../src/core/definitions/schema/project.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { DefinedEstimate } from '../../../src/core/evaluation/estimate.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { type JudgeOptions, judge } from '../../../src/core/gate/judge.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import type { VerdictNode } from '../../../src/core/gate/verdict.ts';

/** The policy of the credit-risk example. Expected cost is declared, and no rule is about it. */
export function creditGates(gates?: unknown): Gates {
  return gatesSchema.parse({
    apiVersion: 'aval/v1',
    kind: 'Gates',
    model: 'credit-risk',
    problem: {
      question: 'Will this applicant repay the loan?',
      decision: 'Decline when lending is expected to cost more than declining.',
      task: 'binary',
      label: { column: 'applications:class', positive: 'Bad' },
      costs: { falseNegative: 5, falsePositive: 1 },
      baseline: { predict: 'Good' },
    },
    data: { spine: 'applications', dev: { share: 0.2 }, holdout: { share: 0.3 } },
    evaluate: {
      metrics: ['roc_auc', 'expected_cost'],
      threshold: 'costOptimal',
      groups: [{ name: 'age', by: 'applications:age', bins: [25], reference: 'over 25' }],
    },
    gates: gates ?? [
      { metric: 'roc_auc', rule: 'notWorse', margin: 0.03, why: 'The credit committee reads the ranking.' },
      {
        metric: 'mean_score',
        among: { label: 'Good' },
        contrast: 'age',
        rule: 'gapNotWider',
        margin: 0.03,
        why: 'Policy 4.2. Young people who repay must not be scored as riskier than before.',
      },
    ],
  });
}

export function lending(settings: Record<string, unknown> = {}): Project {
  return projectSchema.parse({
    apiVersion: 'aval/v1',
    kind: 'Project',
    name: 'lending',
    environments: [{ name: 'production' }],
    ...settings,
  });
}

export function estimate(value: number, low: number, high: number, n = 300, method = 'DeLong'): DefinedEstimate {
  return { value, low, high, n, method };
}

export const youngGood = {
  metric: 'mean_score',
  among: 'Good',
  group: { name: 'age', value: '25 or under', reference: 'over 25' },
} as const;

export const passing: Evidence['measurements'] = [
  {
    quantity: { metric: 'roc_auc' },
    challenger: estimate(0.67, 0.61, 0.73),
    champion: estimate(0.66, 0.6, 0.72),
    difference: estimate(0.01, -0.01, 0.03),
  },
  {
    quantity: { metric: 'expected_cost' },
    challenger: estimate(0.61, 0.5, 0.72, 300, 'BCa bootstrap'),
    champion: estimate(0.64, 0.53, 0.75, 300, 'BCa bootstrap'),
    difference: estimate(-0.03, -0.08, 0.02, 300, 'paired BCa bootstrap'),
  },
  {
    quantity: youngGood,
    challenger: estimate(0.02, -0.06, 0.1, 33),
    champion: estimate(0.02, -0.06, 0.1, 33),
    difference: estimate(0.003, -0.01, 0.015, 33),
    widening: estimate(0.003, -0.01, 0.015, 33),
  },
  ...(['25 or under', 'over 25'] as const).map((value) => ({
    quantity: { metric: 'roc_auc' as const, group: { name: 'age', value } },
    challenger: value === 'over 25' ? estimate(0.69, 0.62, 0.75, 243) : estimate(0.58, 0.41, 0.73, 57),
    champion: value === 'over 25' ? estimate(0.68, 0.61, 0.74, 243) : estimate(0.57, 0.4, 0.72, 57),
    difference: estimate(0.01, -0.02, 0.04, value === 'over 25' ? 243 : 57),
  })),
];

/** The same with a gap that widened. */
export const unfair: Evidence['measurements'] = passing.map((measurement) =>
  measurement.widening === undefined
    ? measurement
    : {
        ...measurement,
        challenger: estimate(0.07, -0.01, 0.15, 33),
        difference: estimate(0.05, 0.032, 0.07, 33),
        widening: estimate(0.05, 0.032, 0.07, 33),
      },
);

export function evidence(measurements: Evidence['measurements'] = passing, other: Partial<Evidence> = {}): Evidence {
  return {
    format: 'aval/evidence/v1',
    model: 'credit-risk',
    level: 'reproduced',
    tier: 'holdout',
    holdout: 'readable',
    challenger: { package: digestOf('challenger'), definition: digestOf('definition') },
    champion: { package: digestOf('champion'), definition: digestOf('before'), version: '1.3.0' },
    policy: digestOf('policy'),
    account: digestOf('account'),
    rows: { evaluated: 300, trainedOn: 0, unlabelled: 2 },
    alpha: 0.005,
    seed: 7,
    resamples: 2000,
    thresholds: { challenger: 0.17, champion: 0.18 },
    groups: {
      age: [
        { value: '25 or under', n: 57, reference: false },
        { value: 'over 25', n: 243, reference: true },
      ],
    },
    measurements,
    ledger: { entry: digestOf('entry'), used: 8, budget: 32 },
    ...other,
  };
}

/** Evidence on a first version: nothing in production, the baseline in the differences. */
export function firstEvidence(difference = estimate(0.16, 0.1, 0.22)): Evidence {
  const { champion: _, ...rest } = evidence(
    passing.map(({ champion: __, ...measurement }) => ({ ...measurement, difference })),
  );
  return rest;
}

/** The verdict on evidence that was made under just this policy. */
export function judged(made: Evidence, gates: Gates, project: Project, options: JudgeOptions = {}): VerdictNode {
  return judge({ ...made, policy: policyDigest(gates, project) }, gates, project, options);
}
