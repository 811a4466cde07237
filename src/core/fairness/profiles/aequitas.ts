import type { Rate } from '../group-rates.ts';
import { type GroupedDecisions, type MetricFrame, metricFrame, selectedShares } from '../metric-frame.ts';
import { largestGroup, type Reference, referenceAudit, withinTau } from '../reference-audit.ts';
import { type PlainNumbers, plainNumber } from './plain-numbers.ts';

/** Aequitas' group metrics, by its names; `ppr` is a share of everybody selected, so no rate of the group alone. */
const groupMetrics = {
  pprev: 'selectionRate',
  fpr: 'falsePositiveRate',
  fnr: 'falseNegativeRate',
  tpr: 'truePositiveRate',
  tnr: 'trueNegativeRate',
  fdr: 'falseDiscoveryRate',
  for: 'falseOmissionRate',
  precision: 'positivePredictiveValue',
  npv: 'negativePredictiveValue',
} as const satisfies Readonly<Record<string, Rate>>;
const metricNames = ['ppr', ...(Object.keys(groupMetrics) as readonly (keyof typeof groupMetrics)[])] as const;
export type AequitasMetric = (typeof metricNames)[number];

/** Which group the others are divided by: a named one, the one with most rows, or for each metric the one with the least. */
export type AequitasReference = { readonly group: string } | 'majority' | 'min_metric';

export interface AequitasSettings {
  readonly reference: AequitasReference;
  /** Fair from tau to 1/tau, ends included. Aequitas' own: 0.8. */
  readonly tau?: number;
  /** What x/0 is written as. Aequitas' own: 10. */
  readonly overZero?: number;
}

/** One metric over the groups. */
export interface AequitasAudit {
  readonly reference: string;
  readonly value: PlainNumbers;
  /** Group over reference. */
  readonly disparity: PlainNumbers;
  readonly parity: Readonly<Record<string, boolean | null>>;
}

export interface AequitasReport {
  readonly group_size: PlainNumbers;
  /** Rows selected. */
  readonly pp: PlainNumbers;
  readonly metrics: Readonly<Record<AequitasMetric, AequitasAudit>>;
  /** By group: both parts of each must be known to be fair; null where neither is known. */
  readonly combined: Readonly<Record<'TypeI Parity' | 'TypeII Parity' | 'Equalized Odds', AequitasAudit['parity']>>;
}

/** The numbers of Aequitas 1.0: crosstab, disparities against a reference, and parity between tau and 1/tau. */
export function aequitasReport(rows: GroupedDecisions, settings: AequitasSettings): AequitasReport {
  const frame = metricFrame(rows);
  const chosen = referenceOf(frame, settings.reference);
  const audits = metricNames.map((name) => [name, auditOf(valuesOf(frame, name), chosen, settings)] as const);
  const metrics = Object.fromEntries(audits) as Record<AequitasMetric, AequitasAudit>; // one entry for each name
  const groups = [...frame.byGroup.keys()];
  const both = (a: AequitasMetric, b: AequitasMetric) =>
    Object.fromEntries(groups.map((group) => [group, andOf(metrics[a].parity[group], metrics[b].parity[group])]));
  return {
    group_size: Object.fromEntries([...frame.byGroup].map(([group, { n }]) => [group, n])),
    pp: Object.fromEntries([...frame.byGroup].map(([group, { selected }]) => [group, selected])),
    metrics,
    combined: {
      'TypeI Parity': both('fdr', 'fpr'),
      'TypeII Parity': both('for', 'fnr'),
      'Equalized Odds': both('fpr', 'tpr'),
    },
  };
}

function referenceOf({ byGroup }: MetricFrame, reference: AequitasReference): Reference {
  if (reference === 'min_metric') return 'smallest';
  return reference === 'majority' ? { group: largestGroup(byGroup) } : reference;
}

function valuesOf(frame: MetricFrame, name: AequitasMetric): ReadonlyMap<string, number> {
  if (name === 'ppr') return selectedShares(frame);
  return new Map([...frame.byGroup].map(([group, rates]) => [group, rates[groupMetrics[name]]]));
}

function auditOf(
  values: ReadonlyMap<string, number>,
  chosen: Reference,
  { tau = 0.8, overZero = 10 }: AequitasSettings,
): AequitasAudit {
  const { reference, disparity } = referenceAudit(values, chosen, overZero);
  const plain = (numbers: ReadonlyMap<string, number>) =>
    Object.fromEntries([...numbers].map(([group, value]) => [group, plainNumber(value)]));
  const parity = [...disparity].map(([group, ratio]) => [group, withinTau(ratio, tau) ?? null] as const);
  return {
    reference,
    value: plain(values),
    disparity: plain(disparity),
    parity: Object.fromEntries(parity),
  };
}

function andOf(a: boolean | null = null, b: boolean | null = null): boolean | null {
  return a === null && b === null ? null : a === true && b === true;
}
