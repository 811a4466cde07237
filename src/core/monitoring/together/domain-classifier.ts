import { betaCdf } from '../../comparison/beta-distribution.ts';
import { rocAucStatistic } from '../../evaluation/binary/roc-auc.ts';
import { observe } from '../../evaluation/statistic.ts';
import { distributionGaps } from '../drift/distribution-gaps.ts';
import { asymptoticP, exactP } from '../drift/kolmogorov-smirnov.ts';

/** Up to this many pairs of rows the exact p is counted. */
const exactPairs = 1e6;

/** How well a classifier tells current rows from reference rows that it did not see. */
export interface DomainReadout {
  /** 0.5: not at all. */
  readonly auc: number;
  /** Greatest distance by which reference rows lie lower (Kolmogorov-Smirnov, one-sided), and its p. */
  readonly ks: number;
  readonly ksP: number;
  /** Rows on the right side of 0.5; p of guessing that the larger side is always right (binomial, one-sided). */
  readonly correct: number;
  readonly binomialP: number;
  /** Part of the errors of that guess which the classifier avoids; below 0 it makes more. */
  readonly errorReduction: number;
}

/** `chance` of being a current row, by a classifier that did not see the row; both sides have rows. Rows are taken for independent. */
export function domainReadout(isCurrent: Float64Array, chance: Float64Array): DomainReadout {
  const side = (which: number) => chance.filter((_, i) => isCurrent[i] === which).sort();
  const [before, now] = [side(0), side(1)];
  const [n, m] = [before.length, now.length];
  const { above: ks } = distributionGaps({ values: before }, { values: now });
  const correct = chance.reduce((sum, value, i) => sum + Number(Number(value > 0.5) === isCurrent[i]), 0);
  const guessed = Math.max(n, m) / (n + m);
  return {
    auc: observe(rocAucStatistic(isCurrent, chance)).value,
    ks,
    ksP: n * m <= exactPairs ? exactP(ks, n, m, 'greater') : asymptoticP(ks, n, m, 'greater'),
    correct,
    binomialP: correct === 0 ? 1 : betaCdf(guessed, correct, n + m - correct + 1),
    errorReduction: 1 - (1 - correct / (n + m)) / (1 - guessed),
  };
}
