import { type Gates, gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { Evaluation, ScoredModel } from '../../../src/core/evaluation/evaluation.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { type ModelFrame, parts } from '../../../src/core/features/frame.ts';
import { lending } from '../gate/sample-evidence.ts';
import { classes, type TaskRow } from './task-rows.ts';

const base = {
  apiVersion: 'aval/v1',
  kind: 'Gates',
  model: 'lateness',
  data: { spine: 'flights' },
};
const problem = { question: 'How late?', decision: 'Whom to tell.' };

export const classGates = gatesSchema.parse({
  ...base,
  problem: {
    ...problem,
    task: 'multiclass',
    label: { column: 'flights:lateness', classes },
    classCosts: {
      'on time': { late: 2, 'very late': 3 },
      late: { 'on time': 2, 'very late': 2 },
      'very late': { 'on time': 4, late: 2 },
    },
  },
  evaluate: { metrics: ['log_loss', 'f1_macro'], byClass: ['recall'] },
  gates: [{ metric: 'precision', class: 'late', rule: 'notWorse', margin: 0.1, why: 'a' }],
});
export const rankingGates = gatesSchema.parse({
  ...base,
  problem: { ...problem, task: 'ranking', query: 'flights:day', label: { column: 'flights:late_min' } },
  evaluate: { metrics: ['ndcg'] },
  gates: [{ metric: 'ndcg', rule: 'notWorse', margin: 0.1, why: 'a' }],
});

/** The first half of the rows are to train on, the others to be judged by. */
export function evaluationOf(gates: Gates, list: readonly TaskRow[], other: Partial<ScoredModel> = {}): Evaluation {
  const half = list.length / 2;
  const project = lending();
  const judged = list.slice(half);
  const frame: ModelFrame = {
    frame: { rows: list.length, columns: new Map() },
    keys: list.map((_, i) => `flight-${i}`),
    time: new Float64Array(list.length).fill(Number.NaN),
    label: Float64Array.from(list, ({ label }) => label),
    labelText: categoryColumn(list.map(({ label }) => classes[label] ?? null)),
    part: Uint8Array.from(list, (_, i) => parts.indexOf(i < half ? 'train' : 'dev')),
    groups: new Map(),
    ...(gates.problem.task === 'ranking' && { query: categoryColumn(list.map(({ query }) => query)) }),
  };
  const model = (name: string, scores: readonly (readonly number[])[]): ScoredModel => ({
    package: digestOf(name),
    definition: digestOf(`of ${name}`),
    ...(gates.problem.task === 'multiclass' && { classes }),
    scores: Float64Array.from(scores.flat()),
  });
  return {
    gates,
    project: { ...project, statistics: { ...project.statistics, resamples: 200 } },
    challenger: model(
      'challenger',
      judged.map(({ challenger }) => challenger),
    ),
    champion: {
      ...model(
        'champion',
        judged.map(({ champion }) => champion),
      ),
      ...other,
    },
    frame,
    rows: Uint32Array.from(judged, (_, i) => half + i),
    tier: 'dev',
    level: 'claimed',
    holdout: 'readable',
    alpha: 0.05,
    seed: 7,
  };
}
