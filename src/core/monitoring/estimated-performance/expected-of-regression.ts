import type { Metric } from '../../evaluation/metric.ts';
import type { Deciding, LabelledAnswers } from './answers.ts';
import type { Expectation } from './expectation.ts';
import { fitLossModel, type LossModel, meanLossOf, meanOfLosses } from './expected-losses.ts';
import { learnableFrame } from './learnable-frame.ts';

/** Fewer labelled rows teach trees nothing of losses. */
const fewestRows = 100;

/** Direct loss estimation, for metrics that are means of losses. */
export function expectedOfRegression(labelled: LabelledAnswers, deciding: Deciding): Expectation {
  const frame = learnableFrame(labelled.frame);
  const fitted = new Map<Metric, Promise<LossModel | undefined>>();
  const modelOf = (metric: Metric, losses: Float64Array): Promise<LossModel | undefined> => {
    const model = fitted.get(metric) ?? fitLossModel({ frame, label: losses });
    fitted.set(metric, model);
    return model;
  };
  return {
    method: 'direct loss estimation',
    expect: async (metric, { frame: asked }) => {
      const mean = meanLossOf(metric);
      if (mean === undefined) return { undefined: 'it is no mean of losses' };
      const rows = labelled.label.length;
      if (rows < fewestRows) return { undefined: `insufficient data: ${rows} of ${fewestRows} labelled dev rows` };
      const model = await modelOf(metric, mean.losses({ ...deciding, ...labelled }));
      if (model === undefined) return { undefined: 'nothing in a dev row tells how far off its answer is' };
      const losses = await model(asked);
      return { value: mean.ofMean(meanOfLosses(losses)), n: losses.length };
    },
  };
}
