import type { Sample } from '../../evaluation/sample.ts';
import { present } from '../../present.ts';

/** Answers without labels. */
export type Unlabelled = Pick<Sample, 'score' | 'threshold' | 'costs' | 'classes' | 'classCosts'>;

/**
 * Each row once for every class that it may have, counted by how likely that is: any metric of these rows is what it is expected to be once labels come
 * (confidence-based performance estimation, NannyML). `probability` is laid out as the scores are.
 */
export function expectedSample(answers: Unlabelled, probability: Float64Array): Sample & { weight: Float64Array } {
  const { score, threshold, costs, classes, classCosts } = answers;
  const width = classes ?? 1;
  const of = classes ?? 2;
  const rows: number[] = [];
  const label: number[] = [];
  const weight: number[] = [];
  for (let row = 0; row < score.length / width; row += 1) {
    for (let k = 0; k < of; k += 1) {
      const likely = classes === undefined ? oneOfTwo(probability[row] ?? 0, k) : (probability[row * of + k] ?? 0);
      if (likely <= 0) continue;
      rows.push(row);
      label.push(k);
      weight.push(likely);
    }
  }
  const repeated = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) repeated.set(score.subarray(row * width, (row + 1) * width), at * width);
  return {
    label: Float64Array.from(label),
    score: repeated,
    threshold,
    weight: Float64Array.from(weight),
    ...present({ costs, classes, classCosts }),
  };
}

const oneOfTwo = (positive: number, k: number): number => (k === 1 ? positive : 1 - positive);
