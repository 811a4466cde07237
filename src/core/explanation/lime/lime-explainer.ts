import { createRandom } from '../../comparison/random.ts';
import { digestOf } from '../../digest.ts';
import { takeRows } from '../../features/frame.ts';
import { withCommonLevels } from '../shapley/common-levels.ts';
import type { ExplainedModel, Explainer, MethodSettings } from '../shapley/explainer.ts';
import { tooFew } from '../shapley/question.ts';
import { scaleOfAnswers } from '../shapley/scales.ts';
import { forwardSelection, localSurrogate, type Surrogate } from './local-surrogate.ts';
import { type Perturbations, perturbations } from './perturbations.ts';
import { kernelWidth, proximities } from './proximity.ts';
import { weightedMoments } from './weighted-moments.ts';

/** LIME's own defaults: samples around a row, ridge penalties of the surrogate and of choosing its features, and how many it has at most. */
const usualSamples = 5000;
const alpha = 1;
const choosingAlpha = 0.01;
const mostFeatures = 10;

/**
 * LIME (Ribeiro, Singh and Guestrin 2016): a linear model fitted to what the model answers to samples around a row, near ones counting more. A feature's
 * share is its coefficient times how far the row is from the background's mean, so that base and shares add up to the surrogate's answer for the row:
 * not the model's. The fidelity says how well the surrogate follows the model there.
 */
export function limeExplainer({ item, score, background }: ExplainedModel, settings: MethodSettings): Explainer {
  const { task, classes, signature } = item.manifest;
  const features = signature.inputs.map(({ name }) => name);
  const width = features.length;
  const outputs = classes?.length ?? 1;
  const samples = settings.evaluations ?? usualSamples;
  if (samples < 10 * width) throw tooFew('lime', 10 * width, samples);
  return {
    method: 'lime',
    scale: scaleOfAnswers(task),
    features,
    outputs,
    base: new Float64Array(outputs).fill(Number.NaN),
    evaluations: samples,
    async explain(frame, names) {
      const answers = frame.rows * outputs;
      const [shares, slopes] = [new Float64Array(answers * width), new Float64Array(answers * width)];
      const [bases, fidelity] = [new Float64Array(answers), new Float64Array(answers)];
      const [rows, others] = withCommonLevels(frame, background);
      for (let row = 0; row < rows.rows; row++) {
        const random = createRandom(seedOf(settings.seed, names[row] ?? String(row)));
        const drawn = perturbations(takeRows(rows, Uint32Array.of(row)), others, features, samples, random);
        const scores = await score(drawn.frame);
        for (let output = 0; output < outputs; output++) {
          const at = row * outputs + output;
          const own = Float64Array.from({ length: samples }, (_, k) => scores[k * outputs + output] as number);
          const surrogate = surrogateOf(drawn, own);
          const parts = partsOf(drawn, surrogate);
          shares.set(parts.shares, at * width);
          slopes.set(parts.slopes, at * width);
          bases[at] = parts.base;
          fidelity[at] = surrogate.fidelity;
        }
      }
      return { rows: frame.rows, outputs, features, shares, surrogates: { bases, slopes, fidelity } };
    },
  };
}

/** The stream of one row, whatever other rows are explained. */
function seedOf(seed: number, name: string): number {
  return Number.parseInt(digestOf(`${seed} ${name} samples`).slice(-8), 16);
}

function surrogateOf({ coordinates, centre }: Perturbations, answers: Float64Array): Surrogate {
  const width = centre.length;
  const weights = proximities(coordinates, width, kernelWidth(width));
  const moments = weightedMoments(coordinates, width, answers, weights);
  const chosen = width > mostFeatures ? forwardSelection(moments, mostFeatures, choosingAlpha) : [...centre.keys()];
  return localSurrogate(moments, chosen, alpha);
}

/** The surrogate as base and shares, and its slopes in the features' own units. */
function partsOf({ coordinates, centre, units }: Perturbations, { intercept, coefficients }: Surrogate) {
  return {
    base: coefficients.reduce((sum, one, j) => sum + one * (centre[j] as number), intercept),
    shares: coefficients.map((one, j) => one * ((coordinates[j] as number) - (centre[j] as number))),
    slopes: coefficients.map((one, j) => one / (units[j] as number)),
  };
}
