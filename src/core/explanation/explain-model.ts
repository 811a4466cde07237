import { present } from '../present.ts';
import { blockMeans } from './block-means.ts';
import { dependenceOf } from './dependence-of.ts';
import { type DevRows, devRows } from './dev-rows.ts';
import { exampleRows } from './example-rows.ts';
import { explainRows, type NamedRows } from './explain-rows.ts';
import type { Dependence, Explanation } from './explanation.ts';
import { featureSizes } from './feature-sizes.ts';
import { firstMetricImportance } from './first-metric-importance.ts';
import { interactionsOf } from './interactions/interactions-of.ts';
import { type AskedMethod, type EvaluatedPackage, openForEvaluation } from './open-for-evaluation.ts';

export interface ExplanationQuestion extends EvaluatedPackage {
  /** As the definition lists them. */
  readonly features: readonly string[];
  readonly asked: AskedMethod;
  /** Absent: the dev rows of the lowest, the middle and the highest answer. */
  readonly rows?: NamedRows;
  /** Whether rows are explained by pairs of features, too. */
  readonly interactions?: boolean;
}

const dependences = 4;
const dependenceRows = 500;

/**
 * Explains a model on its dev rows: what it leans on (mean size of attributions beside permutation importance), how its answers move with the leading
 * features, and what makes single answers. Throws as `openExplainer` does.
 */
export async function explainModel(question: ExplanationQuestion): Promise<Explanation> {
  const { evaluation, item, score, features, asked } = question;
  const { explainer, provenance, most } = await openForEvaluation(question, asked);
  const interactions = question.interactions ? interactionsOf(explainer) : undefined;
  const rows = devRows(evaluation, most);
  const found = await explainer.explain(rows.frame, rows.keys);
  const sizes = featureSizes(found, rows.averaged);
  const leading = sizes.slice(0, dependences).map(({ feature }) => feature);
  const { classes } = item.manifest;
  return present({
    provenance,
    classes,
    alpha: rows.averaged.alpha,
    rows: rows.frame.rows,
    sizes,
    fidelity: found.surrogates && blockMeans(meansOf(found.surrogates.fidelity, found.outputs), 1, rows.averaged)[0],
    largestGap: found.gaps && Math.max(...found.gaps.map(Math.abs)),
    importance: await firstMetricImportance(evaluation, features, score),
    dependence: await dependencesOf(leading, devRows(evaluation, dependenceRows), explainer.outputs, question),
    explained: await explainRows(explainer, score, question.rows ?? exampleRows(evaluation), { classes, interactions }),
  });
}

/** Of each row, over its outputs. */
function meansOf(numbers: Float64Array, outputs: number): Float64Array {
  return Float64Array.from({ length: numbers.length / outputs }, (_, row) => {
    const own = numbers.subarray(row * outputs, (row + 1) * outputs);
    return own.reduce((sum, one) => sum + one / outputs, 0);
  });
}

async function dependencesOf(
  features: readonly string[],
  rows: DevRows,
  outputs: number,
  { score }: EvaluatedPackage,
): Promise<readonly Dependence[]> {
  const found: Dependence[] = [];
  for (const feature of features) {
    const one = await dependenceOf(feature, rows, outputs, score);
    if (one !== undefined) found.push(one);
  }
  return found;
}
