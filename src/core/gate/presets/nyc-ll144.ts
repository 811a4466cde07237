import type { GatePreset, GateRule } from '../../definitions/schema/gate-rules.ts';

type NycBiasAudit = Extract<GatePreset, { preset: 'nyc-ll144' }>;

/**
 * Impact ratios as New York City's bias audits have them: each category's selection rate over another's, held against four fifths. Categories
 * below 2 % of the rows may be left out (6 RCNY 5-301). The law asks that ratios are published; the limit is that of 29 CFR 1607.4 D.
 */
export function nycBiasAudit({ metric, contrasts, severity }: NycBiasAudit): readonly GateRule[] {
  return contrasts.map((contrast) => ({
    rule: 'fourFifths',
    metric,
    contrast,
    minimumShare: 0.02,
    why: 'New York City Local Law 144 asks for impact ratios; below four fifths they count as adverse impact.',
    severity,
  }));
}
