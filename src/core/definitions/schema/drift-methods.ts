import * as z from 'zod';

/** Methods that need values on a line. */
export const lineMethods = [
  'wasserstein',
  'kolmogorov_smirnov',
  'energy_distance',
  'mann_whitney',
  't_test',
  'student',
  'cramer_von_mises',
  'anderson_darling',
  'epps_singleton',
] as const;
/** Methods that compare shares of cells: levels of a category, values or bins of a number. */
export const plainCellMethods = [
  'jensen_shannon',
  'hellinger',
  'total_variation',
  'l_infinity',
  'chi_square',
  'g_test',
  'cramers_v',
] as const;
/** The methods of cells, and the one that looks at a single value: for columns of few values. */
export const levelMethods = [...plainCellMethods, 'z'] as const;
/** Methods of cells that may not be empty. */
export const flooredMethods = ['psi', 'kullback_leibler'] as const;

export type DriftMethodName =
  | (typeof lineMethods)[number]
  | (typeof levelMethods)[number]
  | (typeof flooredMethods)[number];

/** Tools whose defaults can decide. */
export const driftProfile = z.enum(['evidently', 'nannyml']);
export type DriftProfile = z.output<typeof driftProfile>;

export function isLineMethod(method: DriftMethodName): method is (typeof lineMethods)[number] {
  return (lineMethods as readonly string[]).includes(method);
}

/** The methods that a tool has a limit for. */
export const methodsOfProfile = {
  evidently: [
    'wasserstein',
    'kolmogorov_smirnov',
    'mann_whitney',
    'student',
    'cramer_von_mises',
    'anderson_darling',
    'epps_singleton',
    'jensen_shannon',
    'hellinger',
    'chi_square',
    'g_test',
    'z',
    'psi',
    'kullback_leibler',
  ],
  nannyml: ['jensen_shannon', 'hellinger', 'l_infinity', 'wasserstein', 'kolmogorov_smirnov', 'chi_square'],
} as const satisfies Record<DriftProfile, readonly DriftMethodName[]>;
