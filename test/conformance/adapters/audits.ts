import { type MetricFrame, metricFrame, selectedShares } from '../../../src/core/fairness/metric-frame.ts';
import { largestGroup, referenceAudit, withinTau } from '../../../src/core/fairness/reference-audit.ts';
import type { Values } from '../case.ts';
import { groupedRows, rateNames } from '../frames.ts';
import { type Adapter, number } from '../shapes.ts';

/** Aequitas' names of the rates, and the neutral ones. */
const auditedRates = {
  pprev: 'selection_rate',
  fpr: 'fpr',
  fnr: 'fnr',
  tpr: 'tpr',
  tnr: 'tnr',
  fdr: 'fdr',
  for: 'for',
  precision: 'ppv',
  npv: 'npv',
} as const;

function auditedValues(frame: MetricFrame): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const rates = Object.entries(auditedRates).map(([name, neutral]) => {
    const values = new Map([...frame.byGroup].map(([group, found]) => [group, found[rateNames[neutral]]]));
    return [name, values] as const;
  });
  return new Map([['ppr', selectedShares(frame)], ...rates]);
}

const parityOf = (ratio: number, tau: number) => withinTau(ratio, tau) ?? null;

const audit: Adapter = (inputs, { tau, divide_by_zero_fill: fill, reference, reference_group }) => {
  const frame = metricFrame(groupedRows(inputs));
  const chosen =
    reference === 'min-metric'
      ? 'smallest'
      : { group: reference === 'majority' ? largestGroup(frame.byGroup) : String(reference_group) };
  const ofRate = (found: ReadonlyMap<string, number>): Values => {
    const { reference: group, disparity } = referenceAudit(found, chosen, number(fill));
    const parity = [...disparity].map(([name, ratio]) => [name, parityOf(ratio, number(tau))] as const);
    return {
      value: Object.fromEntries(found),
      reference: group,
      disparity: Object.fromEntries(disparity),
      parity_tau_0_8: Object.fromEntries(parity),
    };
  };
  return Object.fromEntries([...auditedValues(frame)].map(([name, found]) => [name, ofRate(found)]));
};

const auditGroups: Adapter = (inputs) => {
  const frame = metricFrame(groupedRows(inputs));
  const rates = [...auditedValues(frame)];
  const ofGroup = ([group, { n, selected }]: readonly [string, { readonly n: number; readonly selected: number }]) => [
    group,
    { group_size: n, pp: selected, ...Object.fromEntries(rates.map(([name, found]) => [name, found.get(group)])) },
  ];
  return Object.fromEntries([...frame.byGroup].map(ofGroup));
};

export const auditAdapters: Readonly<Record<string, Adapter>> = {
  aequitas_audit: audit,
  aequitas_audit_groups: auditGroups,
  parity: ({ disparity }, { tau }) => ({ parity: parityOf(number(disparity), number(tau)) }),
};
