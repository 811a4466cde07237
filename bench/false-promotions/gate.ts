import { measure } from '../../src/core/comparison/measure.ts';
import { gatesSchema } from '../../src/core/definitions/schema/gates.ts';
import { type Project, projectSchema } from '../../src/core/definitions/schema/project.ts';
import { digestOf } from '../../src/core/digest.ts';
import { isDefined } from '../../src/core/evaluation/estimate.ts';
import { roundForHoldout } from '../../src/core/evaluation/round-for-holdout.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { judge } from '../../src/core/gate/judge.ts';
import { policyDigest } from '../../src/core/gate/policy.ts';

export const margin = 0.02;

/** Which rows each model gets right: 1 or 0 for each row of the holdout. */
export interface Pair {
  readonly champion: Uint8Array;
  readonly challenger: Uint8Array;
}

/** What leaves the holdout: the verdict and the difference, rounded. */
export interface Shown {
  readonly passed: boolean;
  readonly difference: number;
}

const gates = gatesSchema.parse({
  apiVersion: 'aval/v1',
  kind: 'Gates',
  model: 'sorter',
  problem: {
    question: 'Is it one?',
    decision: 'Take it or leave it.',
    task: 'binary',
    label: { column: 'things:kind', positive: 'one' },
  },
  data: { spine: 'things' },
  evaluate: { metrics: ['accuracy'] },
  gates: [{ metric: 'accuracy', rule: 'notWorse', margin, why: 'Two points are what people notice.' }],
});

export function projectOf(alpha: number, holdoutBudget: number): Project {
  return projectSchema.parse({
    apiVersion: 'aval/v1',
    kind: 'Project',
    name: 'sorting',
    environments: [{ name: 'production' }],
    statistics: { alpha, holdoutBudget },
  });
}

/** One use of the holdout at a level: measured, rounded and judged by the code that judges pull requests. */
export function useHoldout(pair: Pair, level: number, project: Project): Shown {
  const evidence = roundForHoldout(evidenceOf(pair, level, project), gates, project);
  const difference = evidence.measurements[0]?.difference;
  if (difference === undefined || !isDefined(difference)) throw new Error('a comparison without a difference');
  return { passed: judge(evidence, gates, project).outcome === 'pass', difference: difference.value };
}

function evidenceOf({ champion, challenger }: Pair, level: number, project: Project): Evidence {
  const n = champion.length;
  const label = Float64Array.from(champion, (_, i) => i % 2);
  const scores = (right: Uint8Array) => label.map((y, i) => (right[i] === y ? 0.9 : 0.1));
  const rows = {
    task: 'binary',
    label,
    labelText: { type: 'category', levels: ['other', 'one'], codes: Int32Array.from(label) },
    challenger: scores(challenger),
    champion: scores(champion),
    baseline: new Float64Array(n).fill(0.5),
    groups: new Map(),
  } as const;
  const settings = {
    alpha: level,
    resamples: project.statistics.resamples,
    seed: 1,
    minimumGroup: project.statistics.minimumGroup,
    thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
  };
  return {
    format: 'aval/evidence/v1',
    model: gates.model,
    level: 'reproduced',
    tier: 'holdout',
    holdout: 'private',
    challenger: { package: digestOf('challenger'), definition: digestOf('challenger') },
    champion: { package: digestOf('champion'), definition: digestOf('champion') },
    policy: policyDigest(gates, project),
    account: digestOf('account'),
    rows: { evaluated: n, trainedOn: 0, unlabelled: 0 },
    alpha: level,
    seed: settings.seed,
    resamples: settings.resamples,
    thresholds: { challenger: 0.5, champion: 0.5 },
    groups: {},
    measurements: [measure(rows, { metric: 'accuracy' }, settings)],
  };
}
