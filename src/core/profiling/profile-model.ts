import { takeNumbers } from '../comparison/part-sample.ts';
import type { Gates } from '../definitions/schema/gates.ts';
import { type Column, type ModelFrame, type Part, parts, takeColumn } from '../features/frame.ts';
import { personalFeatures } from '../features/personal-features.ts';
import { columnOf } from '../features/spine.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import { type DataProfile, type ProfiledColumn, profileData } from './data-profile.ts';
import { levelCounts } from './level-counts.ts';
import type { Label } from './with-label.ts';

/** A model's profile, and how many rows it is not of. */
export interface ModelProfile {
  readonly profile: DataProfile;
  /** Rows of holdout and vault, and later ones. */
  readonly setAside: number;
}

/** Profile of the features of a model over its train and dev rows, and how they move with the label. Levels of dev rows are held against those of train rows. */
export function profileModel(resolved: ResolvedModel, frame: ModelFrame, alpha: number): ModelProfile {
  const [train, dev] = [rowsOf(frame, ['train']), rowsOf(frame, ['dev'])];
  const both = rowsOf(frame, ['train', 'dev']);
  const personal = personalFeatures(resolved);
  const columns = [...frame.frame.columns].map(([name, whole]): ProfiledColumn => {
    const column = takeColumn(whole, both);
    const known = knownLevels(takeColumn(whole, train));
    return {
      name,
      column,
      ...(personal.has(name) && { withheld: 'personal' }),
      ...(known && { known: { levels: known, in: takeColumn(whole, dev) } }),
    };
  });
  const label = labelOf(resolved.gates.problem, takeNumbers(frame.label, both));
  const { column } = resolved.gates.problem.label;
  const isPersonal = resolved.sources.get(resolved.gates.data.spine)?.columns[columnOf(column)]?.personal === true;
  const asked = { name: column, label, ...(isPersonal && { withheld: 'personal' as const }) };
  return { profile: profileData(columns, both.length, alpha, asked), setAside: frame.frame.rows - both.length };
}

function rowsOf({ part }: ModelFrame, wanted: readonly Part[]): Uint32Array {
  const places = wanted.map((name) => parts.indexOf(name));
  return Uint32Array.from([...part.keys()].filter((row) => places.includes(part[row] ?? -1)));
}

function knownLevels(column: Column): ReadonlySet<string> | undefined {
  return column.type === 'category' ? new Set(levelCounts(column).map(([level]) => level)) : undefined;
}

function labelOf({ task, label }: Gates['problem'], values: Float64Array): Label {
  if (task === 'multiclass') return { classes: (label.classes ?? []).map(String), values };
  if (task !== 'binary') return { numbers: values };
  const positive = label.positive === undefined ? `above ${label.above}` : String(label.positive);
  return { classes: [`not ${positive}`, positive], values };
}
