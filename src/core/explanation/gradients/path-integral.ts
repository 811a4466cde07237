import { gaussLegendre, type Quadrature } from '../gauss-legendre.ts';
import { addsUp, singlePrecisionTolerance, type Tolerance } from '../shapley/additivity.ts';
import { completenessGap, integratedGradients, pathPoints } from './integrated-gradients.ts';

/** A model at one point: for each output its answer, and the answer's slope by each input. */
export interface PointSlopes {
  readonly answers: Float64Array;
  readonly slopes: readonly Float64Array[];
}

export interface PathIntegral {
  /** For each output: what each input contributes. */
  readonly parts: readonly Float64Array[];
  /** For each output: the sum of its parts less f(x) − f(baseline). */
  readonly gaps: readonly number[];
  readonly answers: Float64Array;
}

/** Steps of the whole path, and of each half where a path is halved. */
export const pathSteps = 50;
const stepsOfHalf = 5;
const mostHalvings = 14;
/** Stretches that are halved together; with more, halving is no help. */
const mostStretches = 256;
/** What a stretch may miss before it is halved: many of them add up. */
const stretchTolerance: Tolerance = { absolute: 2e-5, relative: 2e-5 };

/** A stretch of the path, from one point to another. */
interface Stretch {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/**
 * Integrated gradients by Gauss and Legendre's rule with 50 nodes. A path whose parts miss the answer's move is halved, and so is every stretch of it that
 * misses its own, at most 14 times: where a relu bends the path, no rule of evenly smooth functions is near by itself.
 */
export async function integratePath(
  at: (points: readonly Float64Array[]) => Promise<readonly PointSlopes[]>,
  x: Float64Array,
  baseline: Float64Array,
): Promise<PathIntegral> {
  const [first, last] = await at([baseline, x]);
  if (first === undefined || last === undefined) throw new RangeError('two points have two answers');
  const parts = Array.from(last.answers, () => new Float64Array(x.length));
  let stretches: readonly Stretch[] = [{ from: baseline, to: x }];
  for (let halvings = 0; stretches.length > 0; halvings++) {
    const rule = gaussLegendre(halvings === 0 ? pathSteps : stepsOfHalf);
    const tolerance = halvings === 0 ? singlePrecisionTolerance : stretchTolerance;
    const points = stretches.flatMap(({ from, to }) => [from, to, ...pathPoints(to, from, rule)]);
    const asked = await at(points);
    const width = rule.nodes.length + 2;
    const halve = halvings < mostHalvings && stretches.length <= mostStretches;
    const missed: Stretch[] = [];
    for (const [k, stretch] of stretches.entries()) {
      const found = ofStretch(stretch, rule, asked.slice(k * width, (k + 1) * width), tolerance);
      if (halve && !found.within) missed.push(...halves(stretch));
      else for (const [output, own] of found.parts.entries()) add(parts[output] as Float64Array, own);
    }
    stretches = missed;
  }
  const { answers } = last;
  const gaps = parts.map((own, k) => completenessGap(own, answers[k] as number, first.answers[k] as number));
  return { parts, gaps, answers };
}

/** The parts of one stretch, and whether they are near its answers' move. `asked`: its two ends, then its nodes. */
function ofStretch(
  { from, to }: Stretch,
  rule: Quadrature,
  [start, end, ...nodes]: readonly PointSlopes[],
  tolerance: Tolerance,
): { readonly parts: readonly Float64Array[]; readonly within: boolean } {
  const before = start?.answers ?? new Float64Array();
  const after = end?.answers ?? new Float64Array();
  const parts = Array.from(after, (_, output) =>
    integratedGradients(
      to,
      from,
      rule,
      nodes.map(({ slopes }) => slopes[output] as Float64Array), // one for each output
    ),
  );
  const within = parts.every((own, k) => {
    const answer = after[k] as number; // as many as outputs
    return addsUp(answer + completenessGap(own, answer, before[k] as number), answer, tolerance);
  });
  return { parts, within };
}

function halves({ from, to }: Stretch): readonly Stretch[] {
  const middle = from.map((value, j) => (value + (to[j] as number)) / 2);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

function add(sum: Float64Array, own: Float64Array): void {
  for (const [j, part] of own.entries()) (sum[j] as number) += part;
}
