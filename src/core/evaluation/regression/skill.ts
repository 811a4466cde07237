import { quantile } from '../../comparison/quantile.ts';
import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import { pinballLosses } from './pinball-losses.ts';
import { tweedieDeviances } from './tweedie-deviances.ts';

/** Share of the Tweedie deviance of always predicting the mean that the model saves (scikit-learn's d2_tweedie_score). */
export function tweedieSkill(sample: Sample, power: number): MetricValue {
  return skill(sample, sum(sample.label) / sample.label.length, (of) => tweedieDeviances(of, power));
}

/** Share of the pinball loss of always predicting quantile `q` that the model saves; 0.5 is about absolute error (d2_pinball_score). */
export function pinballSkill(sample: Sample, q: number): MetricValue {
  return skill(sample, quantile(sample.label.slice().sort(), q), (of) => pinballLosses(of, q));
}

function skill(sample: Sample, constant: number, losses: (sample: Sample) => Float64Array): MetricValue {
  if (sample.label.length < 2) return degenerate('fewer than 2 rows');
  const [own, ofConstant] = [sum(losses(sample)), sum(losses({ ...sample, score: sample.label.map(() => constant) }))];
  if (ofConstant === 0) return degenerate('the target is constant', own === 0 ? 1 : 0);
  return { value: 1 - own / ofConstant };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
