import { type Gates, gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import type { Evaluation } from '../../../src/core/evaluation/evaluation.ts';
import { measuredRows } from '../../../src/core/evaluation/measured-rows.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { ModelReport } from '../../../src/core/report/comment-input.ts';
import type { FigureRows } from '../../../src/core/report/figures/figure.ts';
import type { Task } from '../../../src/core/training/engine.ts';
import { classGates, evaluationOf, rankingGates } from '../evaluation/task-evaluations.ts';
import { classRows, rankedRows, type TaskRow } from '../evaluation/task-rows.ts';

/** One model's report on rows of its task: what a comment shows, and what its plots are made of. */
export interface TaskReport {
  readonly report: ModelReport;
  readonly rows: FigureRows;
}

const data = { spine: 'flights' };
const about = { apiVersion: 'aval/v1', kind: 'Gates', model: 'lateness', data };
const problem = { question: 'How late?', decision: 'Whom to tell.' };
const gap = { contrast: 'airport', rule: 'gapNotWider', why: 'Both airports are served alike.' } as const;

const binaryGates = gatesSchema.parse({
  ...about,
  problem: {
    ...problem,
    task: 'binary',
    label: { column: 'flights:lateness', positive: 'late' },
    costs: { falseNegative: 5, falsePositive: 1 },
  },
  evaluate: { metrics: ['roc_auc', 'expected_cost'], threshold: 'costOptimal' },
  gates: [{ metric: 'roc_auc', rule: 'notWorse', margin: 0.05, why: 'a' }],
});
const regressionGates = gatesSchema.parse({
  ...about,
  problem: { ...problem, task: 'regression', label: { column: 'flights:late_min' } },
  evaluate: { metrics: ['mae', 'rmse', 'r2'] },
  gates: [{ metric: 'mae', rule: 'notWorse', margin: 1, why: 'a' }],
});

const byTask = {
  binary: [binaryGates, binaryRows(), { metric: 'mean_score', margin: 0.05 }],
  multiclass: [classGates, classRows(600), { metric: 'recall', class: 'late', margin: 0.1 }],
  regression: [regressionGates, regressionRows(), { metric: 'mae', margin: 1 }],
  ranking: [rankingGates, rankedRows(240), { metric: 'ndcg', margin: 0.05 }],
} as const satisfies Record<Task, readonly [Gates, readonly TaskRow[], object]>;

/** Evaluated and judged as any model is, with groups and a rule between them. */
export function taskReport(task: Task): TaskReport {
  const [gates, list, contrast] = byTask[task];
  const evaluation = withAirports(gates, list, contrast);
  const evidence = evaluate(evaluation);
  const verdict = judge(evidence, evaluation.gates, evaluation.project, { firstVersion: false });
  const { scored, settings } = measuredRows(evaluation);
  const shown = { ...evidence, policy: digestOf('policy') }; // no new key of a definition changes this page
  return {
    report: {
      verdict,
      evidence: shown,
      environment: 'production',
      changes: ['models/lateness/model.yaml:9 features: flight:before_min added'],
    },
    rows: { scored, settings, evidence: shown, verdict, names: { challenger: 'this change', champion: 'production' } },
  };
}

function withAirports(plain: Gates, list: readonly TaskRow[], contrast: object): Evaluation {
  const gates = gatesSchema.parse({
    ...plain,
    evaluate: { ...plain.evaluate, groups: [{ name: 'airport', by: 'flights:airport', reference: 'SEA' }] },
    gates: [...plain.gates, { ...gap, ...contrast }],
  });
  const evaluation = evaluationOf(gates, list);
  const groups = new Map([['airport', categoryColumn(list.map(({ group }) => group))]]);
  const { rows, challenger, champion } = evaluation;
  return {
    ...evaluation,
    frame: { ...evaluation.frame, groups },
    devRows: rows,
    challenger: { ...challenger, devScores: challenger.scores },
    ...(champion && { champion: { ...champion, devScores: champion.scores } }),
  };
}

/** Late or not, by what the rows of three classes say of being late. */
function binaryRows(): TaskRow[] {
  return classRows(900).map(({ challenger, champion, ...row }) => ({
    ...row,
    label: row.label > 0 ? 1 : 0,
    challenger: [1 - (challenger[0] ?? 0)],
    champion: [1 - (champion[0] ?? 0)],
  }));
}

/** Minutes, by the rows of a ranking. */
function regressionRows(): TaskRow[] {
  return rankedRows(50).map(({ challenger, champion, ...row }) => ({
    ...row,
    label: 10 * row.label,
    challenger: [10 * row.label + 3 * ((challenger[0] ?? 0) - row.label - 1.5)],
    champion: [10 * row.label + 3 * ((champion[0] ?? 0) - row.label - 2)],
  }));
}
