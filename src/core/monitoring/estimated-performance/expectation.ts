import type { Metric } from '../../evaluation/metric.ts';
import type { Answers } from './answers.ts';

/** A metric of rows without labels, as it is expected to turn out; or why there is no telling. */
export type Expected =
  | {
      readonly value: number;
      readonly n: number;
      /** How labels of such rows make it stray: standard error over one row. Absent: as over the reference. */
      readonly ofOneRow?: number | undefined;
      /** Reference rows that it was learned from, as many as are like those of the window. Absent: all. */
      readonly learnedFrom?: number;
    }
  | { readonly undefined: string };

/** How metrics are expected without labels. */
export interface Expectation {
  /** As evidence names it. */
  readonly method: string;
  expect(metric: Metric, answers: Answers): Promise<Expected>;
}
