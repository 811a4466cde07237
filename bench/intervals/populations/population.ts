import type { MeasureSettings, ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Task } from '../../../src/core/definitions/schema/tasks.ts';

/** Where simulated rows come from: what is true of it is found from a million of them. */
export interface Population {
  /** As the page of results names it. */
  readonly title: string;
  readonly task: Task;
  /** Share of positive rows of two classes. */
  readonly prevalence?: number;
  readonly thresholds: MeasureSettings['thresholds'];
  /** `n` rows with both models' scores, the same for the same seed. */
  draw(n: number, seed: number): ScoredRows;
}
