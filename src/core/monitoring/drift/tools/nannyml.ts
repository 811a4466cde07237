import { ownHandling } from '../methods/handling.ts';
import { usualDeviations } from '../standard-deviation-limit.ts';
import type { DefaultsOf, Tool } from './tool.ts';

const beyondUsual = { tests: 'effect', deviations: usualDeviations } as const;
const above = (limit: number) => ({ tests: 'effect', limit }) as const;

const defaults: DefaultsOf<'nannyml'> = {
  jensen_shannon: above(0.1),
  hellinger: above(0.1),
  l_infinity: above(0.1),
  wasserstein: beyondUsual,
  kolmogorov_smirnov: beyondUsual,
  chi_square: { tests: 'p', limit: 0.05 },
};

/** `nannyml/drift/univariate`: Jensen-Shannon distance, by Doane's bins of the reference; its chunks are the windows. */
export const nannyml: Tool = {
  name: 'nannyml',
  handling: {
    ...ownHandling,
    binning: {
      rule: 'doane',
      over: 'reference',
      byValue: (distinct, rows) => distinct <= 50 && distinct / rows <= 0.1,
    },
    base: 2,
    counts: 'corrected',
  },
  methodOf: () => 'jensen_shannon',
  defaults,
  alarmsAtLimit: false,
};
