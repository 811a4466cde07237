/** What a symmetric positive semidefinite matrix and its preconditioner do to a vector. */
export interface LinearSystem {
  readonly product: (vector: Float64Array) => Float64Array;
  readonly precondition: (vector: Float64Array) => Float64Array;
  /** Between iterations; throws to stop. */
  readonly pause: () => Promise<void>;
}

const mostIterations = 500;

/**
 * Solves A x = b by preconditioned conjugate gradients (Hestenes and Stiefel 1952), until no more than this part of the first residual is left, in
 * the norm of the preconditioner.
 */
export async function conjugateGradients(
  { product, precondition, pause }: LinearSystem,
  b: Float64Array,
  relativeResidual: number,
): Promise<Float64Array> {
  const x = new Float64Array(b.length);
  const residual = Float64Array.from(b);
  let preconditioned = precondition(residual);
  let direction = preconditioned;
  let squared = dot(residual, preconditioned);
  const enough = squared * relativeResidual ** 2;
  for (let iteration = 0; iteration < mostIterations && squared > enough; iteration++) {
    const image = product(direction);
    const curvature = dot(direction, image);
    if (!(curvature > 0)) break; // nothing is left but rounding
    const length = squared / curvature;
    for (let j = 0; j < x.length; j++) {
      (x[j] as number) += length * (direction[j] as number); // equal lengths
      (residual[j] as number) -= length * (image[j] as number);
    }
    preconditioned = precondition(residual);
    const next = dot(residual, preconditioned);
    const part = next / squared;
    direction = preconditioned.map((value, j) => value + part * (direction[j] as number));
    squared = next;
    await pause();
  }
  return x;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number); // equal lengths
  return sum;
}
