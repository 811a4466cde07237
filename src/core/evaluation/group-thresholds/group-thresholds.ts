import type { CategoryColumn } from '../../features/frame.ts';
import type { DecisionCosts } from '../sample.ts';
import { constrainedThresholds } from './constrained-thresholds.ts';
import { type Constraint, decisionCurve, type PartRows } from './decision-curve.ts';

/** Thresholds of one model by the part that a row is in. */
export interface GroupThresholds {
  /** By value of the group, in the order of its levels. */
  readonly of: ReadonlyMap<string, number>;
  /** Of rows in another part, or in none. */
  readonly other: number;
}

export interface GroupThresholdRule {
  readonly constraint: Constraint;
  /** Greatest distance between two parts' rates. */
  readonly within: number;
  readonly costs: DecisionCosts;
  /** Rows that each rate must be a share of, or its part is not fitted. */
  readonly minimumGroup: number;
}

/**
 * A threshold for each part of a group that has rows enough; the others get `other`, and the constraint is not about them. Undefined where fewer
 * than two parts have: then there is nothing to hold alike.
 */
export function fitGroupThresholds(
  rows: PartRows,
  group: CategoryColumn,
  other: number,
  rule: GroupThresholdRule,
): GroupThresholds | undefined {
  const parts = group.levels.flatMap((value, code) => {
    const index = Uint32Array.from([...rows.label.keys()].filter((row) => group.codes[row] === code));
    const part = partOf(rows, index);
    return isEnough(part, rule) ? [{ value, part }] : [];
  });
  if (parts.length < 2) return undefined;
  const curves = parts.map(({ part }) => decisionCurve(part, rule.costs, rule.constraint));
  const thresholds = constrainedThresholds(curves, rule.within);
  return { of: new Map(parts.map(({ value }, i) => [value, thresholds[i] ?? other])), other };
}

function partOf({ label, score, weight }: PartRows, index: Uint32Array): PartRows {
  const take = (values: Float64Array) => Float64Array.from(index, (row) => values[row] ?? Number.NaN);
  return { label: take(label), score: take(score), ...(weight && { weight: take(weight) }) };
}

function isEnough({ label }: PartRows, { constraint, minimumGroup }: GroupThresholdRule): boolean {
  const positives = label.filter((y) => y === 1).length;
  if (constraint === 'demographicParity') return label.length >= minimumGroup;
  if (constraint === 'equalOpportunity') return positives >= minimumGroup;
  return Math.min(positives, label.length - positives) >= minimumGroup;
}

/** 1 where a row is decided positive: its score is at least the threshold of its part. */
export function decideByGroup(score: Float64Array, group: CategoryColumn, { of, other }: GroupThresholds): Uint8Array {
  const byCode = group.levels.map((value) => of.get(value) ?? other);
  return Uint8Array.from(score, (s, row) => (s >= (byCode[group.codes[row] ?? -1] ?? other) ? 1 : 0));
}
