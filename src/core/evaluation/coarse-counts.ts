import type { Evidence, Quantity } from '../gate/evidence.ts';
import { metrics } from './metrics.ts';

/** The parts of groups that a quantity is about: its own, that of its stratum, its reference. */
export function partsOf({ group }: Quantity): readonly { readonly name: string; readonly value: string }[] {
  if (group === undefined) return [];
  const { name, value, reference, within } = group;
  return [
    { name, value },
    ...(within ? [within] : []),
    ...(reference === undefined ? [] : [{ name, value: reference }]),
  ];
}

/** Whether a number counts other rows than all of its part: those of a class, of a stratum, of its own denominator. */
export function countsItsOwn({ metric: name, among, class: own, group }: Quantity): boolean {
  const metric = metrics[name];
  const isOfAll = metric.among === undefined && metric.kind !== 'ratio' && among === undefined && own === undefined;
  return !isOfAll || group?.within !== undefined;
}

/**
 * Groups of which what some number counts, or leaves out of its part, is fewer than `least` rows: the counts of others would tell how many, as all of a
 * label less those of the other parts, or as the part less the other label.
 */
export function groupsThatTell({ groups, measurements }: Evidence, least: number): ReadonlySet<string> {
  const isSmall = (n: number) => n < least;
  const telling = new Set<string>();
  for (const { quantity, challenger, champion } of measurements) {
    const { group } = quantity;
    if (group === undefined || !countsItsOwn(quantity)) continue;
    const size = groups[group.name]?.find(({ value }) => value === group.value)?.n;
    const counts = [challenger, ...(champion ? [champion] : [])].map(({ n }) => n);
    const rest = group.within === undefined && size !== undefined ? counts.map((n) => size - n) : [];
    if ([...counts, ...rest].some(isSmall)) for (const { name } of partsOf(quantity)) telling.add(name);
  }
  return telling;
}

/** A count as the grid has it: at least `n`, fewer than `fewerThan`. `n` is no less than `least`. */
export function coarseCount(n: number, least: number, minima: readonly number[]): { n: number; fewerThan: number } {
  const below = least * Math.floor(n / least);
  return {
    n: Math.max(below, ...minima.filter((minimum) => minimum <= n)),
    fewerThan: Math.min(below + least, ...minima.filter((minimum) => minimum > n)),
  };
}
