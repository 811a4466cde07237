import { ofModels } from '../evaluation.ts';
import type { GroupThresholds } from '../group-thresholds/group-thresholds.ts';
import type { Measurer } from './measurer.ts';

/** Binary tasks: from which score on each model says positive, of all rows and of parts that have a threshold of their own. */
export const thresholds: Measurer = ({ evaluation, thresholds: { overall, byGroup } }) => {
  if (evaluation.gates.problem.task !== 'binary') return {};
  const { baseline: _, ...models } = overall;
  return {
    thresholds: { ...models, ...(byGroup && { byGroup: { name: byGroup.group, ...ofModels(byGroup, listed) } }) },
  };
};

function listed({ of }: GroupThresholds) {
  return [...of].map(([value, threshold]) => ({ value, threshold }));
}
