import { type AequitasReference, aequitasReport } from '../../../src/core/fairness/profiles/aequitas.ts';
import { withinTau } from '../../../src/core/fairness/reference-audit.ts';
import type { Value, Values } from '../case.ts';
import { groupedRows } from '../frames.ts';
import { type Adapter, number } from '../shapes.ts';

function referenceOf(kind: Value, group: Value): AequitasReference {
  if (kind === 'min-metric') return 'min_metric';
  return kind === 'majority' ? 'majority' : { group: String(group) };
}

const audit: Adapter = (inputs, { tau, divide_by_zero_fill: fill, reference, reference_group }) => {
  const chosen = referenceOf(reference, reference_group);
  const { metrics } = aequitasReport(groupedRows(inputs), {
    reference: chosen,
    tau: number(tau),
    overZero: number(fill),
  });
  const named = Object.entries(metrics).map(([name, { parity, ...found }]) => [
    name,
    { ...found, parity_tau_0_8: parity },
  ]);
  return Object.fromEntries(named);
};

const auditGroups: Adapter = (inputs) => {
  const { group_size, pp, metrics } = aequitasReport(groupedRows(inputs), { reference: 'majority' });
  const ofGroup = (group: string): Values => ({
    group_size: group_size[group],
    pp: pp[group],
    ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value[group]])),
  });
  return Object.fromEntries(Object.keys(group_size).map((group) => [group, ofGroup(group)]));
};

export const auditAdapters: Readonly<Record<string, Adapter>> = {
  aequitas_audit: audit,
  aequitas_audit_groups: auditGroups,
  parity: ({ disparity }, { tau }) => ({ parity: withinTau(number(disparity), number(tau)) ?? null }),
};
