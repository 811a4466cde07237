import { createRandom } from '../../../../src/core/comparison/random.ts';
import type { Gates } from '../../../../src/core/definitions/schema/gates.ts';
import type { Project } from '../../../../src/core/definitions/schema/project.ts';
import type { Column } from '../../../../src/core/features/frame.ts';
import type { LabelledAnswers } from '../../../../src/core/monitoring/estimated-performance/answers.ts';
import type { MetricRules } from '../../../../src/core/monitoring/realised-metrics.ts';

/** Numbers that a seed fixes. */
export function draws(seed: number) {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Rows with inputs x and z; `shift` moves x, and with it what is asked. */
function inputs(rows: number, shift: number, { normal }: ReturnType<typeof draws>) {
  const x = Float64Array.from({ length: rows }, () => normal() + shift);
  const z = Float64Array.from({ length: rows }, () => normal());
  const columns = new Map<string, Column>([
    ['v:x', { type: 'number', values: x }],
    ['v:z', { type: 'number', values: z }],
  ]);
  return { x, z, frame: { rows, columns } };
}

/** A model that is far too sure of itself. `turn`: what x means has changed by so much. */
export function overconfident(rows: number, shift: number, seed: number, turn = 0): LabelledAnswers {
  const random = draws(seed);
  const { x, z, frame } = inputs(rows, shift, random);
  const label = x.map((at, row) => Number(random.uniform() < sigmoid((1 - turn) * at + 0.5 * (z[row] ?? 0) - 1)));
  return { label, score: x.map((at) => sigmoid(2 * at - 1.5)), frame };
}

/** A regression whose errors are the larger the larger x is. */
export function heteroscedastic(rows: number, shift: number, seed: number): LabelledAnswers {
  const random = draws(seed);
  const { x, z, frame } = inputs(rows, shift, random);
  const score = x.map((at, row) => 3 * at + (z[row] ?? 0));
  return { label: score.map((at, row) => at + random.normal() * Math.exp((x[row] ?? 0) / 2)), score, frame };
}

type Task = Gates['problem']['task'];

/** Rules by which these metrics are computed; nothing else of gates.yaml and aval.yaml is looked at. */
export function rulesOf(task: Task, metrics: Gates['evaluate']['metrics'], classes?: readonly string[]): MetricRules {
  const gates = { problem: { task, label: { classes } }, data: { seed: 7 }, evaluate: { metrics } };
  const project = { statistics: { alpha: 0.05, resamples: 300, minimumGroup: 30 } };
  return { gates: gates as unknown as Gates, project: project as unknown as Project, threshold: 0.5 }; // see above
}
