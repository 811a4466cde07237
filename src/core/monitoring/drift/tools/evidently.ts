import type { DriftMethodName } from '../../../definitions/schema/drift-methods.ts';
import { ownHandling } from '../methods/handling.ts';
import { eachPooledValue } from '../methods/pooled-steps.ts';
import type { Sample } from '../methods/sample.ts';
import { filledShares } from '../methods/share-distances.ts';
import type { DefaultsOf, Tool, ToolDefault } from './tool.ts';

/** Up to so many reference rows a test decides, beyond a distance. */
const fewRows = 1000;

/** Evidently's default for a column of a kind, by rows of the reference and distinct values of both sides. */
export function evidentlyMethod(kind: 'number' | 'category', referenceRows: number, distinct: number): DriftMethodName {
  const many = referenceRows > fewRows;
  if (kind === 'number' && distinct > 5) return many ? 'wasserstein' : 'kolmogorov_smirnov';
  if (many) return 'jensen_shannon';
  return distinct > 2 ? 'chi_square' : 'z';
}

const p = (limit: number): ToolDefault => ({ tests: 'p', limit });
const effect = (limit: number): ToolDefault => ({ tests: 'effect', limit });

const defaults: DefaultsOf<'evidently'> = {
  wasserstein: effect(0.1),
  kolmogorov_smirnov: p(0.05),
  mann_whitney: p(0.05),
  student: p(0.05),
  cramer_von_mises: p(0.1),
  anderson_darling: p(0.1),
  epps_singleton: p(0.05),
  psi: effect(0.1),
  jensen_shannon: effect(0.1),
  kullback_leibler: effect(0.1),
  hellinger: effect(0.1),
  chi_square: p(0.05),
  g_test: p(0.1),
  z: p(0.05),
};

/** `evidently/legacy/calculations/stattests`: cells over both sides, natural logarithms, and the reference's shares taken as known. */
export const evidently: Tool = {
  name: 'evidently',
  handling: {
    ...ownHandling,
    binning: { rule: 'sturges', over: 'pooled', byValue: (distinct) => distinct <= 20 },
    filled: filledShares,
    base: Math.E,
    counts: 'fit',
    continuity: true,
    leastScale: 0.001,
  },
  methodOf: (reference, current) => evidentlyMethod(reference.type, rowsOf(reference), distinctOf(reference, current)),
  defaults,
  alarmsAtLimit: true,
  share: 0.5,
};

function rowsOf(sample: Sample): number {
  return sample.type === 'number' ? sample.values.length : [...sample.counts.values()].reduce((sum, n) => sum + n, 0);
}

function distinctOf(a: Sample, b: Sample): number {
  if (a.type === 'category' && b.type === 'category') return new Set([...a.counts.keys(), ...b.counts.keys()]).size;
  if (a.type !== 'number' || b.type !== 'number') return 0;
  let distinct = 0;
  eachPooledValue(a.values, b.values, () => {
    distinct += 1;
  });
  return distinct;
}
