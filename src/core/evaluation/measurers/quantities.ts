import { measureQuantities } from '../measure-quantities.ts';
import type { Measurer } from './measurer.ts';

/** Always: the declared groups, and every metric over all rows, by group and by class, as the rules need them. */
export const quantities: Measurer = ({ evaluation: { gates, project, tier }, scored, groups, settings, trivial }) => ({
  groups,
  measurements: measureQuantities({ gates, project, tier, scored, groups, settings, trivial }),
});
