import type { CategoryColumn } from '../../features/frame.ts';
import type { Decisions } from '../decisions.ts';
import type { GroupedDecisions } from '../metric-frame.ts';
import { type AequitasReport, aequitasReport } from './aequitas.ts';
import { type Aif360Report, aif360Report } from './aif360.ts';
import { type ControlledReport, controlledReport, type FairlearnReport, fairlearnReport } from './fairlearn.ts';

/** Tools whose numbers can be had, exactly. */
export const profiles = ['fairlearn', 'aequitas', 'aif360'] as const;
export type Profile = (typeof profiles)[number];

/** Of these tools only fairlearn has control features. */
export function hasControl(profile: Profile): boolean {
  return profile === 'fairlearn';
}

export type ProfileReport = FairlearnReport | ControlledReport | AequitasReport | Aif360Report;

/** What the tool would say of these decisions: of rows that have a group, with groups as small as they are. `reference` is what it divides by, or the privileged; `control` parts the rows first, where the tool can (see `hasControl`). */
export function profileReport(
  profile: Profile,
  { label, predicted }: Decisions,
  group: CategoryColumn,
  reference: string,
  { weight, control }: { readonly weight?: Float64Array; readonly control?: CategoryColumn } = {},
): ProfileReport {
  const kept = [...group.codes.keys()].filter(
    (row) => (group.codes[row] ?? -1) >= 0 && (control?.codes[row] ?? 0) >= 0,
  );
  const take = (values: Float64Array) => Float64Array.from(kept, (row) => values[row] ?? Number.NaN);
  const rows: GroupedDecisions = {
    label: take(label),
    predicted: take(predicted),
    group: levelsOf(group, kept),
    ...(weight && { weight: take(weight) }),
  };
  switch (profile) {
    case 'fairlearn':
      return control === undefined ? fairlearnReport(rows) : controlledReport(rows, levelsOf(control, kept));
    case 'aequitas': {
      const { weight: _, ...unweighted } = rows; // Aequitas knows no weights
      return aequitasReport(unweighted, { reference: { group: reference } });
    }
    case 'aif360':
      return aif360Report(rows, reference);
  }
}

function levelsOf({ codes, levels }: CategoryColumn, rows: readonly number[]): string[] {
  return rows.map((row) => levels[codes[row] ?? -1] ?? '');
}
