import type { DriftMethodName } from '../../../definitions/schema/drift-methods.ts';

/** What a person is told of a method. */
export interface MethodFacts {
  readonly title: string;
  /** What an effect of 1 is. */
  readonly unit: string;
  /** Smaller effects never alarm unless `threshold` says so: starting values, as other tools have them where they have any. */
  readonly least: number;
}

export const methodFacts: Readonly<Record<DriftMethodName, MethodFacts>> = {
  wasserstein: { title: 'Wasserstein', unit: 'standard deviations of the reference', least: 0.1 },
  kolmogorov_smirnov: { title: 'Kolmogorov-Smirnov D', unit: 'share of rows', least: 0.1 },
  energy_distance: { title: 'energy distance', unit: 'roots of standard deviations of the reference', least: 0.1 },
  mann_whitney: { title: 'Mann-Whitney', unit: 'P(greater) - P(less) of two rows, 0 to 1', least: 0.1 },
  t_test: { title: "Welch's t", unit: 'difference of means in standard deviations of the reference', least: 0.1 },
  student: { title: "Student's t", unit: 'difference of means in standard deviations of the reference', least: 0.1 },
  cramer_von_mises: {
    title: 'Cramér-von Mises',
    unit: 'root mean square gap of the distribution functions, 0 to 0.58',
    least: 0.05,
  },
  anderson_darling: { title: 'Anderson-Darling', unit: 'the same gap, weighted towards the tails', least: 0.1 },
  epps_singleton: { title: 'Epps-Singleton', unit: 'standard deviations of the characteristic functions', least: 0.15 },
  psi: { title: 'PSI', unit: 'nats, both ways', least: 0.1 },
  jensen_shannon: { title: 'Jensen-Shannon', unit: 'distance, 0 to 1', least: 0.1 },
  kullback_leibler: { title: 'Kullback-Leibler', unit: 'nats', least: 0.1 },
  hellinger: { title: 'Hellinger', unit: 'distance, 0 to 1', least: 0.1 },
  total_variation: { title: 'total variation', unit: 'share of rows', least: 0.1 },
  l_infinity: { title: 'L-infinity', unit: 'greatest change of a share', least: 0.1 },
  chi_square: { title: 'chi-square', unit: "Cramér's V of equally many rows, 0 to 1", least: 0.1 },
  g_test: { title: 'G', unit: 'Jensen-Shannon distance, 0 to 1', least: 0.1 },
  cramers_v: { title: "Cramér's V", unit: 'corrected for bias, 0 to 1', least: 0.1 },
  z: { title: 'z of proportions', unit: 'change of the share of the most frequent value', least: 0.1 },
};

/** By natural logarithms, as Evidently takes it. */
export const naturalJensenShannon = 'distance by natural logarithms, 0 to 0.83';

export function isChosenMethod(statistic: string): statistic is DriftMethodName {
  return Object.hasOwn(methodFacts, statistic);
}
