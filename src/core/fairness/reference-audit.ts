/** A rate by group against one group's, as Aequitas audits it. */
export interface ReferenceAudit {
  readonly reference: string;
  /** Group / reference; 0/0 is NaN. */
  readonly disparity: ReadonlyMap<string, number>;
}

/** `smallest`: the group with the lowest value. */
export type Reference = { readonly group: string } | 'smallest';

/** `overZero` is written for x/0: Aequitas has 10, which bounds nothing. Throws when no group has a value. */
export function referenceAudit(
  values: ReadonlyMap<string, number>,
  reference: Reference,
  overZero: number,
): ReferenceAudit {
  const name = reference === 'smallest' ? smallestGroup(values) : reference.group;
  const base = values.get(name) ?? Number.NaN;
  const disparity = new Map([...values].map(([group, value]) => [group, ratio(value, base, overZero)]));
  return { reference: name, disparity };
}

/** The group with most rows, the first of equals. */
export function largestGroup(rows: ReadonlyMap<string, { readonly n: number }>): string {
  return first([...rows].map(([group, { n }]) => [group, -n]));
}

/** Is a ratio between tau and 1/tau, ends included? An undefined ratio (NaN) has no answer. */
export function withinTau(ratio: number, tau: number): boolean | undefined {
  return Number.isNaN(ratio) ? undefined : tau <= ratio && ratio <= 1 / tau;
}

function smallestGroup(values: ReadonlyMap<string, number>): string {
  return first([...values].filter(([, value]) => !Number.isNaN(value)));
}

/** Name of the smallest number, the first of equals. */
function first(entries: readonly (readonly [string, number])[]): string {
  return entries.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

function ratio(value: number, base: number, overZero: number): number {
  return base === 0 && value > 0 ? overZero : value / base;
}
