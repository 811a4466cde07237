import { sortOrder } from '../sort-order.ts';
import type { Counts } from '../statistic.ts';

/** Rows by rising logit of the score, each as often as it counts, and what the line says of it: overwritten as the line moves. */
export interface CoxRows {
  readonly label: Float64Array;
  readonly logit: Float64Array;
  readonly count: Float64Array;
  readonly chance: Float64Array;
}

/** Every row, once. */
export function everyRow(label: Float64Array, logit: Float64Array): CoxRows & { readonly order: Uint32Array } {
  const order = sortOrder(logit);
  return {
    order,
    label: Float64Array.from(order, (row) => label[row] ?? Number.NaN),
    logit: Float64Array.from(order, (row) => logit[row] ?? Number.NaN),
    count: new Float64Array(order.length).fill(1),
    chance: new Float64Array(order.length),
  };
}

/** The rows that count: in a resample a third is left out, which no step need pass. What it gives is overwritten by the next call. */
export function counter(all: CoxRows & { readonly order: Uint32Array }): (counts: Counts) => CoxRows {
  const column = () => new Float64Array(all.order.length);
  const [label, logit, count, chance] = [column(), column(), column(), column()];
  return (counts) => {
    let rows = 0;
    for (let place = 0; place < all.order.length; place += 1) {
      const times = counts[all.order[place] ?? 0] ?? 0;
      label[rows] = all.label[place] ?? 0;
      logit[rows] = all.logit[place] ?? 0;
      chance[rows] = all.chance[place] ?? 0;
      count[rows] = times;
      rows += Number(times > 0); // no branch: which rows count cannot be foreseen
    }
    const first = (values: Float64Array) => values.subarray(0, rows);
    return { label: first(label), logit: first(logit), count: first(count), chance: first(chance) };
  };
}

/** Why there is no likeliest line. */
export function whyNoLine({ label, logit }: CoxRows, slope: 'free' | 'fixed'): string | undefined {
  const at = (place: number) => logit[place] ?? Number.NaN;
  const [positive, negative] = [label.indexOf(1), label.indexOf(0)];
  if (positive < 0 || negative < 0) return 'only one class';
  if (slope === 'fixed') return undefined;
  if (at(0) === at(logit.length - 1)) return 'every score is the same';
  const overlap = at(positive) < at(label.lastIndexOf(0)) && at(negative) < at(label.lastIndexOf(1));
  return overlap ? undefined : 'a cut of the score separates the classes';
}
