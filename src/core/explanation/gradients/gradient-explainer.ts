import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import { applyPreparation } from '../../features/preparation/apply-preparation.ts';
import type { Scorer } from '../../training/engine.ts';
import { addsUp, type Tolerance } from '../shapley/additivity.ts';
import type { ExplainedModel, Explainer } from '../shapley/explainer.ts';
import { readPackage } from '../shapley/read-package.ts';
import { scaleOfAnswers } from '../shapley/scales.ts';
import { integratePath, type PathIntegral, type PointSlopes, pathSteps } from './path-integral.ts';

/** What the parts of a row may be off by. */
const completenessTolerance: Tolerance = { absolute: 1e-3, relative: 1e-3 };

/**
 * Explains a model by the slopes of its answers along the straight way from the background's mean to the row, both as they are after preparation. A feature
 * has the sum of its columns. Throws `usage` where the engine tells no slopes, and for rows whose parts don't add up.
 */
export async function gradientExplainer({ item, background, gradients }: ExplainedModel): Promise<Explainer> {
  if (gradients === undefined) throw noGradients(item.manifest.engine.name);
  const { preparation, features, featureOf } = readPackage(item);
  const prepared = applyPreparation(preparation, background);
  const names = [...prepared.columns.keys()];
  const baseline = Float64Array.from(numbersOf(prepared, names), (own) =>
    own.reduce((sum, one) => sum + one / own.length, 0),
  );
  const at = (points: readonly Float64Array[]) => slopesAt(gradients, points, names);
  const base = (await at([baseline]))[0]?.answers ?? new Float64Array();
  const places = names.map(featureOf);
  const outputs = base.length;
  return {
    method: 'integratedGradients',
    scale: scaleOfAnswers(item.manifest.task),
    features,
    outputs,
    base,
    tolerance: completenessTolerance,
    evaluations: pathSteps,
    async explain(frame, keys) {
      const shares = new Float64Array(frame.rows * outputs * features.length);
      const gaps = new Float64Array(frame.rows * outputs);
      const own = numbersOf(applyPreparation(preparation, frame), names);
      for (let row = 0; row < frame.rows; row++) {
        const x = Float64Array.from(own, (values) => values[row] as number); // a row of the frame
        const found = await integratePath(at, x, baseline);
        checkGaps(found, keys[row] ?? String(row));
        gaps.set(found.gaps, row * outputs);
        for (const [output, parts] of found.parts.entries())
          for (const [column, place] of places.entries())
            (shares[(row * outputs + output) * features.length + place] as number) += parts[column] as number;
      }
      return { rows: frame.rows, outputs, features, shares, gaps };
    },
  };
}

/** What a model answers at points of its prepared columns; a column that it doesn't take has no slope. */
async function slopesAt(
  gradients: NonNullable<Scorer['gradients']>,
  points: readonly Float64Array[],
  names: readonly string[],
): Promise<readonly PointSlopes[]> {
  const { answers, columns, slopes } = await gradients(pointsFrame(points, names));
  const outputs = answers.length / points.length;
  const places = names.map((name) => columns.indexOf(name));
  return points.map((_, k) => ({
    answers: answers.subarray(k * outputs, (k + 1) * outputs),
    slopes: Array.from({ length: outputs }, (_output, output) => {
      const from = (k * outputs + output) * columns.length;
      return Float64Array.from(places, (place) => (place === -1 ? 0 : (slopes[from + place] as number)));
    }),
  }));
}

/** Points as rows of a prepared frame. */
function pointsFrame(points: readonly Float64Array[], names: readonly string[]): Frame {
  const columns = names.map(
    (name, j) => [name, { type: 'number', values: Float64Array.from(points, (point) => point[j] as number) }] as const,
  );
  return { rows: points.length, columns: new Map(columns) };
}

function numbersOf({ columns }: Frame, names: readonly string[]): readonly Float64Array[] {
  return names.map((name) => {
    const column = columns.get(name);
    if (column?.type === 'number') return column.values;
    const message = `the prepared column "${name}" is no number: there is no straight way between its values`;
    throw new AvalError('usage', { rule: 'explain.method', message, hint: 'Ask for --method permutation or exact.' });
  });
}

function checkGaps({ gaps, answers }: PathIntegral, key: string): void {
  const wrong = gaps.findIndex((gap, k) => {
    const answer = answers[k] ?? Number.NaN;
    return !addsUp(answer + gap, answer, completenessTolerance);
  });
  if (wrong === -1) return;
  throw new AvalError('usage', {
    rule: 'explain.completeness',
    message: `integrated gradients of row ${key} miss its answer ${answers[wrong]} by ${gaps[wrong]}`,
    hint: 'The answer bends too often on the way from the baseline: ask for --method permutation or exact.',
  });
}

function noGradients(engine: string): AvalError {
  return new AvalError('usage', {
    rule: 'explain.method',
    message: `the method "integratedGradients" needs the slopes of a model's answers, and the engine ${engine} tells none (tfjs does)`,
    hint: 'Leave --method out, or ask for exact, kernel or permutation.',
  });
}
