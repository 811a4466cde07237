import { AvalError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { measuredRows } from '../evaluation/measured-rows.ts';
import { type CategoryColumn, takeColumn } from '../features/frame.ts';
import { present } from '../present.ts';
import { decisionsOf } from './decisions.ts';
import { fairnessReport, type GroupFairness } from './fairness-report.ts';
import { type Profile, type ProfileReport, profileReport } from './profiles/profile.ts';

/** What a scored model does to each declared group: everything of `fairnessReport`. Throws as `evaluate` does. */
export function fairnessOf(evaluation: Evaluation): readonly GroupFairness[] {
  const { scored, groups, settings } = measuredRows(evaluation);
  return fairnessReport(scored, groups, evaluation.gates.evaluate.metrics, settings);
}

/** What another tool would say of one group. */
export interface ProfiledGroup {
  readonly group: string;
  readonly reference: string;
  /** Multiclass: the class that counts as positive, against all others. */
  readonly class?: string;
  readonly numbers: ProfileReport;
}

/**
 * The same rows, as another tool has them: nothing is pooled, and no group is too small. Only decisions have such numbers. `within`: a declared group
 * whose parts are looked at one by one, for tools that have control features; it isn't held against itself. Throws `usage` where there is none.
 */
export function profileOf(evaluation: Evaluation, profile: Profile, within?: string): readonly ProfiledGroup[] {
  const { scored, groups, settings, used } = measuredRows(evaluation);
  const index = Uint32Array.from(used.positions, (position) => evaluation.rows[position] ?? 0);
  const decided = decisionsOf(scored, settings);
  const whole = within === undefined ? undefined : controlColumn(evaluation, within);
  const control = whole && (takeColumn(whole, index) as CategoryColumn); // takeColumn keeps the type of its column
  return Object.entries(groups).flatMap(([group, sizes]) => {
    if (group === within) return [];
    const column = evaluation.frame.groups.get(group);
    const reference = sizes.find((part) => part.reference)?.value;
    if (column === undefined || reference === undefined) return [];
    const taken = takeColumn(column, index) as CategoryColumn; // takeColumn keeps the type of its column
    return decided.map((decisions) => ({
      group,
      reference,
      ...(decisions.class !== undefined && { class: decisions.class }),
      numbers: profileReport(profile, decisions, taken, reference, present({ weight: scored.weight, control })),
    }));
  });
}

function controlColumn({ frame }: Evaluation, within: string): CategoryColumn {
  const column = frame.groups.get(within);
  if (column !== undefined) return column;
  throw new AvalError('usage', {
    rule: 'cli.within',
    message: `--within: no group "${within}" is declared`,
    hint: `Expected one of evaluate.groups: ${[...frame.groups.keys()].join(', ')}.`,
  });
}
