import { measure } from '../../src/core/comparison/measure.ts';
import { type Gates, gatesSchema } from '../../src/core/definitions/schema/gates.ts';
import { projectSchema } from '../../src/core/definitions/schema/project.ts';
import { digestOf } from '../../src/core/digest.ts';
import { roundForHoldout } from '../../src/core/evaluation/round-for-holdout.ts';
import { anchorAfter } from '../../src/core/gate/anchor.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { judge } from '../../src/core/gate/judge.ts';
import { policyDigest } from '../../src/core/gate/policy.ts';

/** Which rows a model gets right: 1 or 0 for each row of a holdout. */
export type Answers = Uint8Array;

/** Three models on one holdout; no anchor where that is the champion itself. */
export interface Trial {
  readonly challenger: Answers;
  readonly champion: Answers;
  readonly anchor?: Answers;
}

export interface Judged {
  readonly passed: boolean;
  /** Whether the challenger becomes the anchor, if it is promoted. */
  readonly best: boolean;
}

const alpha = 0.05;

const project = projectSchema.parse({
  apiVersion: 'aval/v1',
  kind: 'Project',
  name: 'sorting',
  environments: [{ name: 'production' }],
  statistics: { alpha },
});

/** One rule: accuracy not worse by the margin, with an anchor or without. */
export function gatesOf(margin: number, anchor: 'best' | 'none'): Gates {
  return gatesSchema.parse({
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
    gates: [{ metric: 'accuracy', rule: 'notWorse', margin, anchor, why: 'More is what people notice.' }],
  });
}

/** One use of a new holdout at level 0.05: measured, rounded and judged by the code that judges pull requests. */
export function judgeTrial(trial: Trial, gates: Gates): Judged {
  const evidence = roundForHoldout(evidenceOf(trial, gates), gates, project);
  return {
    passed: judge(evidence, gates, project).outcome === 'pass',
    best: anchorAfter(evidence, gates, project) === 'own',
  };
}

function evidenceOf({ challenger, champion, anchor }: Trial, gates: Gates): Evidence {
  const n = champion.length;
  const label = Float64Array.from(champion, (_, i) => i % 2);
  const scores = (right: Answers) => label.map((y, i) => (right[i] === y ? 0.9 : 0.1));
  const rows = {
    task: 'binary',
    label,
    labelText: { type: 'category', levels: ['other', 'one'], codes: Int32Array.from(label) },
    challenger: scores(challenger),
    champion: scores(champion),
    ...(anchor && { anchor: scores(anchor) }),
    baseline: new Float64Array(n).fill(0.5),
    groups: new Map(),
  } as const;
  const { resamples, minimumGroup } = project.statistics;
  const thresholds = { challenger: 0.5, champion: 0.5, anchor: 0.5, baseline: 0.5 };
  const subject = (name: string) => ({ package: digestOf(name), definition: digestOf(name) });
  return {
    format: 'aval/evidence/v1',
    model: gates.model,
    level: 'reproduced',
    tier: 'holdout',
    holdout: 'private',
    challenger: subject('challenger'),
    champion: subject('champion'),
    ...(anchor && { anchor: subject('anchor') }),
    policy: policyDigest(gates, project),
    account: digestOf('account'),
    rows: { evaluated: n, trainedOn: 0, unlabelled: 0 },
    alpha,
    seed: 1,
    resamples,
    thresholds: { challenger: 0.5, champion: 0.5 },
    groups: {},
    measurements: [measure(rows, { metric: 'accuracy' }, { alpha, seed: 1, resamples, minimumGroup, thresholds })],
  };
}
