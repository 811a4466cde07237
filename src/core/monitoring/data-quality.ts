import type { Frame } from '../features/frame.ts';
import type { DataQuality } from './monitoring-evidence.ts';
import type { ColumnProfile } from './profile/column-profile.ts';
import { byName, type Profile } from './profile/profile.ts';

type ColumnQuality = DataQuality['columns'][number];

/** What is missing, infinite, out of range or new in each column of a window. */
export function columnQuality(reference: Profile, frame: Frame, current: Profile): readonly ColumnQuality[] {
  const before = byName(reference);
  return current.columns.map(({ name, profile }): ColumnQuality => {
    const known = before.get(name);
    const { missing } = profile;
    if (profile.type === 'number') {
      const outOfRange = known && rowsOutOfRange(known, frame, name);
      return { name, missing, infinite: profile.infinite, ...(outOfRange !== undefined && { outOfRange }) };
    }
    const unseen = known && unseenRows(known, profile);
    return { name, missing, ...(unseen !== undefined && { unseen }) };
  });
}

function rowsOutOfRange(reference: ColumnProfile, frame: Frame, name: string): number | undefined {
  const column = frame.columns.get(name);
  if (reference.type !== 'number' || column?.type !== 'number') return undefined;
  const { minimum, maximum } = reference.moments;
  if (minimum === null || maximum === null) return undefined;
  return column.values.reduce((rows, value) => rows + Number(value < minimum || value > maximum), 0);
}

/** Only a complete list of levels can tell a new one from a rare one. */
function unseenRows(reference: ColumnProfile, current: ColumnProfile): number | undefined {
  if (reference.type !== 'category' || current.type !== 'category' || reference.levels.slack > 0) return undefined;
  const known = new Set(reference.levels.listed.map(([level]) => level));
  return current.levels.listed.reduce((rows, [level, n]) => rows + (known.has(level) ? 0 : n), current.levels.rest);
}
