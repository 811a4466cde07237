import { factorOf, solveFactored } from './cholesky.ts';
import { conjugateGradients, dot } from './conjugate-gradients.ts';
import type { DesignMatrix } from './design-matrix.ts';
import type { LinearParameters, Step, WeightedLabel } from './fit-logistic.ts';
import { Accumulator } from './kernels/kernels.ts';
import { addPenalties, scaledPenalties } from './normal-equations.ts';
import { SoftmaxObjective } from './softmax-objective.ts';

const halvings = 30;
/** How exact a Newton step is: roughly at first, better the nearer the optimum is (Dembo, Eisenstat and Steihaug 1982). */
const roughest = 0.1;
const finest = 1e-4;

/**
 * Coefficients of the scaled columns, one for each column and class, column by column, that minimise the weighted sum of log losses + l2/2 |W|^2 (the
 * multinomial model of scikit-learn, whose C is 1/l2; every class has coefficients of its own), by Newton steps, halved where the objective would
 * grow. The steps are found by conjugate gradients: the whole Hessian has the square of columns times classes. Ends as `fitLogistic` does.
 */
export async function fitSoftmax(
  matrix: DesignMatrix,
  rows: WeightedLabel,
  classes: number,
  { l2, iterations, tolerance }: LinearParameters,
  step: Step,
): Promise<Float64Array> {
  const order = matrix.described.length + 1;
  const penalties = scaledPenalties(matrix, l2);
  const objective = new SoftmaxObjective(matrix, rows, classes, penalties);
  const equations = new Accumulator(order);
  let weights: Float64Array = new Float64Array(order * classes);
  let value = objective.moveTo(weights);
  let forcing = roughest;
  let first: number | undefined;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const gradient = objective.gradient(weights);
    const direction = await conjugateGradients(
      {
        product: (vector) => objective.hessianTimes(vector),
        precondition: preconditioner(equations, matrix, objective.curvature(), penalties, classes),
        pause: () => step(iteration - 1),
      },
      gradient,
      forcing,
    );
    const decrement = dot(direction, gradient);
    first ??= decrement;
    forcing = Math.max(finest, Math.min(roughest, Math.sqrt(decrement / first)));
    for (let halving = 0, length = 1; halving <= halvings; halving++, length /= 2) {
      const candidate = weights.map((weight, at) => weight - length * (direction[at] as number)); // equal lengths
      const reached = objective.moveTo(candidate);
      if (reached > value * (1 + 1e-12) && halving < halvings) continue; // rounding may make an optimum grow
      weights = candidate;
      value = reached;
      break;
    }
    const converged = decrement / 2 <= tolerance;
    await step(iteration, converged ? `converged at ${iteration}` : undefined);
    if (converged) return centred(weights, classes);
  }
  await step(iterations, 'not converged: raise iterations or l2');
  return centred(weights, classes);
}

/** The Hessian of one class, with the mean curvature of all of them, solved for each class. */
function preconditioner(
  equations: Accumulator,
  matrix: DesignMatrix,
  curvature: Float64Array,
  penalties: Float64Array,
  classes: number,
): (vector: Float64Array) => Float64Array {
  const order = penalties.length;
  equations.accumulate(matrix, curvature, curvature); // of these only the Hessian is used
  addPenalties(equations, penalties, new Float64Array(order));
  const factor = factorOf(equations.hessian, order);
  return (vector) => {
    const solved = new Float64Array(vector.length);
    for (let k = 0; k < classes; k++) {
      const own = Float64Array.from({ length: order }, (_, j) => vector[j * classes + k] as number); // one for each column and class
      for (const [j, value] of solveFactored(factor, own).entries()) solved[j * classes + k] = value;
    }
    return solved;
  };
}

/** One number for all classes of a column changes no probability: without it they add up to 0. */
function centred(weights: Float64Array, classes: number): Float64Array {
  const result = Float64Array.from(weights);
  for (let from = 0; from < result.length; from += classes) {
    const mean = result.subarray(from, from + classes).reduce((sum, value) => sum + value, 0) / classes;
    for (let at = from; at < from + classes; at++) (result[at] as number) -= mean; // whole columns
  }
  return result;
}
