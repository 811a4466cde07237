import { createRandom } from '../../../../src/core/comparison/random.ts';
import type { ScoredRows } from '../../../../src/core/comparison/scored-rows.ts';
import type { CategoryColumn } from '../../../../src/core/features/frame.ts';
import type { FigureRows } from '../../../../src/core/report/figures/figure.ts';
import type { Task } from '../../../../src/core/training/engine.ts';
import { creditGates, evidence, judged, lending, unfair } from '../../gate/sample-evidence.ts';

const rows = 400;
const classNames = ['setosa', 'versicolor', 'virginica'];

/** Rows of a task with two models, the same each time; 380 of "many" and 20 of "few". */
export function sampleRows(task: Task, other: Partial<ScoredRows> = {}): FigureRows {
  const random = createRandom(1);
  const uniform = () => random.next() / 2 ** 32;
  const column = (levels: readonly string[], codeOf: (row: number) => number): CategoryColumn => ({
    type: 'category',
    levels,
    codes: Int32Array.from({ length: rows }, (_, row) => codeOf(row)),
  });
  const base = Float64Array.from({ length: rows }, uniform);
  const scale = task === 'regression' ? 10 : 1;
  const noisy = () => base.map((value) => scale * (0.6 * value + 0.4 * uniform()));
  const probabilities = () => Float64Array.from({ length: rows * classNames.length }, uniform);
  const label = base.map((value, row) => {
    if (task === 'binary') return uniform() < value ? 1 : 0;
    if (task === 'multiclass') return row % classNames.length;
    return task === 'ranking' ? Math.floor(3 * value * uniform()) : 10 * value;
  });
  const models =
    task === 'multiclass'
      ? { classes: classNames, challenger: probabilities(), champion: probabilities() }
      : { challenger: noisy(), champion: noisy() };
  const baseline = new Float64Array(models.challenger.length).fill(0.5);
  const labelText = column(['Good', 'Bad'], (row) => label[row] ?? 0);
  const query = column(
    Array.from({ length: 40 }, (_, i) => `q${i}`),
    (row) => row % 40,
  );
  const groups = new Map([['size', column(['many', 'few'], (row) => (row < 380 ? 0 : 1))]]);
  const scored: ScoredRows = {
    task,
    label,
    labelText,
    ...models,
    baseline,
    groups,
    ...(task === 'ranking' && { query }),
    ...other,
  };
  const made = evidence(unfair, { tier: 'dev' });
  return {
    scored,
    settings: {
      alpha: 0.05,
      seed: 0,
      resamples: 100,
      minimumGroup: 30,
      costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
      thresholds: { challenger: 0.5, champion: 0.4, baseline: 0.5 },
    },
    evidence: made,
    verdict: judged(made, creditGates(), lending()),
    names: { challenger: 'this change', champion: 'production 1.3.0' },
  };
}
