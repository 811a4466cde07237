import type { GroupRates } from './group-rates.ts';

/** Signed metrics of an unprivileged against a privileged group, those of AIF360 among them: unprivileged minus, or over, privileged. */
export function privilegedContrast(unprivileged: GroupRates, privileged: GroupRates) {
  const minus = (of: (rates: GroupRates) => number) => of(unprivileged) - of(privileged);
  const over = (of: (rates: GroupRates) => number) => of(unprivileged) / of(privileged);
  const truePositives = minus((rates) => rates.truePositiveRate);
  const falsePositives = minus((rates) => rates.falsePositiveRate);
  const predictiveParity = minus((rates) => rates.positivePredictiveValue);
  const errorRate = ({ accuracy }: GroupRates) => 1 - accuracy;
  return {
    /** Below 0 the privileged are favoured. */
    statisticalParity: minus((rates) => rates.selectionRate),
    disparateImpact: over((rates) => rates.selectionRate),
    equalOpportunity: truePositives,
    averageOdds: (truePositives + falsePositives) / 2,
    averageAbsoluteOdds: (Math.abs(truePositives) + Math.abs(falsePositives)) / 2,
    predictiveParity,
    averagePredictiveValue: (predictiveParity + minus((rates) => rates.falseOmissionRate)) / 2,
    errorRateDifference: minus(errorRate),
    errorRateRatio: over(errorRate),
    baseRateDifference: minus((rates) => rates.baseRate),
    baseRateRatio: over((rates) => rates.baseRate),
  };
}
