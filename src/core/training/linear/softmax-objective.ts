import { logarithm } from '../logarithm.ts';
import { softmaxRows } from '../softmax.ts';
import { multiplyClasses, multiplyTransposed } from './class-products.ts';
import type { DesignMatrix } from './design-matrix.ts';
import type { WeightedLabel } from './fit-logistic.ts';

/**
 * The weighted sum of log losses of several classes plus l2/2 |W|^2, its gradient and its Hessian times a vector, at one point at a time. A point
 * holds one number for each column and class, column by column.
 */
export class SoftmaxObjective {
  readonly #matrix: DesignMatrix;
  readonly #rows: WeightedLabel;
  readonly #classes: number;
  /** Of each column. */
  readonly #penalties: Float64Array;
  readonly #scores: Float64Array;
  readonly #probabilities: Float64Array;
  readonly #work: Float64Array;

  constructor(matrix: DesignMatrix, rows: WeightedLabel, classes: number, penalties: Float64Array) {
    this.#matrix = matrix;
    this.#rows = rows;
    this.#classes = classes;
    this.#penalties = penalties;
    this.#scores = new Float64Array(matrix.rows * classes);
    this.#probabilities = new Float64Array(matrix.rows * classes);
    this.#work = new Float64Array(matrix.rows * classes);
  }

  /** Moves to a point and returns the objective there. */
  moveTo(point: Float64Array): number {
    multiplyClasses(this.#matrix, point, this.#classes, this.#scores);
    this.#probabilities.set(this.#scores);
    softmaxRows(this.#probabilities, this.#classes);
    let penalty = 0;
    for (let at = 0; at < point.length; at++) penalty += this.#penaltyAt(at) * (point[at] as number) ** 2;
    return this.#losses() + penalty / 2;
  }

  gradient(point: Float64Array): Float64Array {
    const { label, weight } = this.#rows;
    for (let row = 0, at = 0; row < label.length; row++) {
      for (let k = 0; k < this.#classes; k++, at++) {
        const y = label[row] === k ? 1 : 0;
        this.#work[at] = (weight[row] as number) * ((this.#probabilities[at] as number) - y); // one for each row and class
      }
    }
    return this.#backToColumns(point);
  }

  /** The Hessian times a vector of the shape of a point. */
  hessianTimes(vector: Float64Array): Float64Array {
    multiplyClasses(this.#matrix, vector, this.#classes, this.#work);
    const { weight } = this.#rows;
    for (let row = 0; row < weight.length; row++) {
      const from = row * this.#classes;
      let mean = 0;
      for (let at = from; at < from + this.#classes; at++) mean += this.#probabilityAt(at) * (this.#work[at] as number);
      for (let at = from; at < from + this.#classes; at++)
        this.#work[at] = (weight[row] as number) * this.#probabilityAt(at) * ((this.#work[at] as number) - mean);
    }
    return this.#backToColumns(vector);
  }

  /** Weight times the mean of p (1 - p) over the classes, of each row. */
  curvature(): Float64Array {
    return this.#rows.weight.map((weight, row) => {
      let sum = 0;
      for (let k = 0; k < this.#classes; k++) {
        const p = this.#probabilityAt(row * this.#classes + k);
        sum += p * (1 - p);
      }
      return (weight * sum) / this.#classes;
    });
  }

  #losses(): number {
    const { label, weight } = this.#rows;
    let sum = 0;
    for (let row = 0; row < label.length; row++) {
      const from = row * this.#classes;
      let best = from;
      for (let at = from + 1; at < from + this.#classes; at++)
        if ((this.#scores[at] as number) > (this.#scores[best] as number)) best = at;
      // -ln p of the label, by way of the most probable class: exact also where p is nothing.
      const behind = (this.#scores[best] as number) - (this.#scores[from + (label[row] as number)] as number);
      sum += (weight[row] as number) * (behind - logarithm(this.#probabilityAt(best)));
    }
    return sum;
  }

  #backToColumns(vector: Float64Array): Float64Array {
    const product = new Float64Array(vector.length);
    multiplyTransposed(this.#matrix, this.#work, this.#classes, product);
    for (let at = 0; at < product.length; at++) (product[at] as number) += this.#penaltyAt(at) * (vector[at] as number); // equal lengths
    return product;
  }

  #penaltyAt(at: number): number {
    return this.#penalties[Math.floor(at / this.#classes)] as number; // one for each column
  }

  #probabilityAt(at: number): number {
    return this.#probabilities[at] as number; // one for each row and class
  }
}
