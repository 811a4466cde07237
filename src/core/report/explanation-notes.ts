import { isDefined } from '../evaluation/estimate.ts';
import { type ExplainedRow, type Explanation, lowFidelity, type Provenance } from '../explanation/explanation.ts';
import { methodTitles } from '../explanation/shapley/methods.ts';
import { countText, numberText } from './number-text.ts';

/** What the sizes of features are means of. */
export function sizeTitle({ method }: Pick<Provenance, 'method'>): string {
  return method === 'lime' || method === 'integratedGradients' ? 'mean |attribution|' : 'mean |SHAP|';
}

/** "tree SHAP, interventional, in log odds; …": all that it takes to make the numbers again. */
export function provenanceText({ method, scale, evaluations, seed, background, tolerance }: Provenance): string {
  const from = `${countText(background.rows)} training rows as background (${background.digest.slice(0, 15)}…), seed ${seed}`;
  const sums =
    tolerance === undefined
      ? "base and attributions add up to the surrogate's answer, not to the model's"
      : `base and attributions add up to the answer within ${tolerance.absolute}`;
  return `${methodTitles[method]}, in ${scaleTexts[scale]}; ${askedText(method, evaluations)}; ${from}; ${sums}`;
}

function askedText(method: Provenance['method'], evaluations: number | undefined): string {
  if (evaluations === undefined) return 'the model is read';
  const count = countText(evaluations);
  if (method === 'lime') return `${count} samples around each row are asked`;
  if (method === 'integratedGradients')
    return `slopes at ${count} points on the way to each row, and at more where those miss its answer`;
  return `${count} coalitions of each row are asked`;
}

const scaleTexts = {
  'log odds': 'log odds',
  'scores before softmax': 'scores before they become probabilities',
  probability: 'probability',
  value: 'units of the answer',
} as const;

/** How closely a method follows the model, where it need not follow it exactly. */
export function closenessNotes({ fidelity, largestGap }: Explanation): readonly string[] {
  return [
    ...(largestGap === undefined ? [] : [`Attributions miss no answer by more than ${numberText(largestGap, 6)}.`]),
    ...(fidelity !== undefined && isDefined(fidelity)
      ? [
          `The surrogates' mean fidelity (weighted R²) is ${numberText(fidelity.value, 2)}, n = ${countText(fidelity.n)}.`,
        ]
      : []),
  ];
}

/** What a reader is warned of: surrogates that don't follow the model. */
export function closenessWarnings({ fidelity }: Explanation): readonly string[] {
  if (fidelity === undefined || !isDefined(fidelity) || fidelity.value >= lowFidelity) return [];
  return ["That is low: LIME's surrogates don't follow the model around these rows, and say little of it."];
}

/** The same of one row; empty where there is nothing to say. */
export function rowNotes({ fidelity }: ExplainedRow): readonly string[] {
  if (fidelity === undefined) return [];
  const low = fidelity < lowFidelity ? ': low, these numbers say little of the model here' : '';
  return [`The surrogate's fidelity around this row (weighted R²) is ${numberText(fidelity, 2)}${low}.`];
}
