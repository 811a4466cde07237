import type { Estimate } from '../evaluation/estimate.ts';
import { observe, type Statistic } from '../evaluation/statistic.ts';
import type { Frame } from '../features/frame.ts';
import { importanceOf } from './importance.ts';
import { permutedFrame, randomOrder } from './permuted-frame.ts';
import { type RowBlocks, withoutEachBlock } from './row-blocks.ts';
import { shareEstimates } from './share-estimates.ts';

/** scikit-learn's default. */
export const repeats = 5;

export interface ImportanceQuestion {
  /** Features before preparation: what is one-hot encoded is permuted as the one feature that it is. */
  readonly frame: Frame;
  readonly features: readonly string[];
  readonly score: (frame: Frame) => Promise<Float64Array>;
  /** The metric of scores of these rows. */
  readonly bind: (scores: Float64Array) => Statistic;
  readonly betterIs: 'higher' | 'lower';
  readonly blocks: RowBlocks;
  readonly seed: number;
  /** One-sided level of the bounds of each share. */
  readonly alpha: number;
}

export interface FeatureImportance {
  readonly feature: string;
  readonly mean: number;
  readonly sd: number;
  readonly share: Estimate;
}

/**
 * By how much the metric is worse when one feature's values are shuffled among the rows, five times each (Breiman 2001; Fisher, Rudin and Dominici
 * 2019): what the model leans on, whether or not that is a cause. Features that say the same share what they are worth. The largest first.
 */
export async function permutationImportance(question: ImportanceQuestion): Promise<readonly FeatureImportance[]> {
  const { frame, features, seed, alpha, blocks } = question;
  const base = await measured(question, frame);
  const found: { mean: number; sd: number; without: readonly number[] }[] = [];
  for (const feature of features) {
    const permuted: Measured[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const order = randomOrder(frame.rows, seed, `${feature} ${repeat}`);
      permuted.push(await measured(question, permutedFrame(frame, feature, order)));
    }
    const { mean, sd } = importanceOf(
      base.value,
      permuted.map(({ value }) => value),
    );
    const without = base.without.map(
      (value, block) =>
        importanceOf(
          value,
          permuted.map((one) => one.without[block] ?? Number.NaN),
        ).mean,
    );
    found.push({ mean, sd, without });
  }
  const shares = shareEstimates(
    found.map(({ mean }) => mean),
    Array.from({ length: blocks.count }, (_, block) => found.map(({ without }) => without[block] ?? Number.NaN)),
    frame.rows,
    alpha,
  );
  return features
    .map((feature, i): FeatureImportance => {
      const { mean, sd } = found[i] ?? { mean: Number.NaN, sd: Number.NaN };
      return { feature, mean, sd, share: shares[i] ?? { undefined: 'not measured', n: 0 } };
    })
    .sort((a, b) => b.mean - a.mean || (a.feature < b.feature ? -1 : 1));
}

interface Measured {
  readonly value: number;
  /** The value without each block of rows. */
  readonly without: readonly number[];
}

/** So that more is better, whichever way the metric counts. NaN where it is degenerate. */
async function measured({ score, bind, betterIs, blocks }: ImportanceQuestion, frame: Frame): Promise<Measured> {
  const statistic = bind(await score(frame));
  const sign = betterIs === 'higher' ? 1 : -1;
  const number = ({ value, degenerate }: ReturnType<Statistic['value']>) =>
    degenerate === undefined ? sign * value : Number.NaN;
  return {
    value: number(observe(statistic)),
    without: [...withoutEachBlock(blocks)].map((counts) => number(statistic.value(counts))),
  };
}
