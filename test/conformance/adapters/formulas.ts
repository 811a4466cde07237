import { allCoalitions, type Coalitions } from '../../../src/core/explanation/shapley/coalitions.ts';
import type { Value } from '../case.ts';
import { column, matrix } from '../shapes.ts';

export type Formula = (row: ArrayLike<number>) => number;

/** A model that a case writes as a formula of x0, x1, …, such as `1/(1+exp(-(1.5*x0 + 0.8*x1)))`. */
export function formula(text: Value): Formula {
  const source = String(text);
  if (!/^(?:[-+*/^(), \d.]|exp|max|x\d+)+$/.test(source)) throw new Error(`no formula: ${source}`);
  const body = source
    .replace(/x(\d+)/g, 'x[$1]')
    .replaceAll('^', '**')
    .replaceAll('exp', 'Math.exp')
    .replaceAll('max', 'Math.max');
  return new Function('x', `return ${body}`) as Formula; // the pattern admits arithmetic only
}

/** A case's game: a coalition's value is the mean answer over the background, with the row's own values where it says so. */
export interface Game {
  readonly features: number;
  readonly values: (coalitions: Coalitions) => Float64Array;
  readonly all: () => Float64Array;
}

export function gameOf(
  inputs: Readonly<Record<string, Value>>,
  link: (value: number) => number = (value) => value,
): Game {
  const { model, x, background } = inputs as { model: Value; x: Value; background: Value };
  const predict = formula(model);
  const row = column(x);
  const others = matrix(background);
  const features = row.length;
  const values = ({ count, members }: Coalitions): Float64Array =>
    Float64Array.from({ length: count }, (_, k) => {
      const sum = others.reduce(
        (total, other) =>
          total + predict(row.map((own, j) => (members[k * features + j] === 1 ? own : (other[j] ?? 0)))),
        0,
      );
      return link(sum / others.length);
    });
  return { features, values, all: () => values(allCoalitions(features)) };
}
