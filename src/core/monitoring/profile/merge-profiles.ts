import { AvalError } from '../../errors.ts';
import { mergeColumnProfiles } from './column-profile.ts';
import type { Profile } from './profile.ts';

/** Profile of the rows of both. Throws `evidence` unless both have the same columns of the same types, in the same order. */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  if (a.columns.length !== b.columns.length) throw different(`${a.columns.length} and ${b.columns.length} columns`);
  const columns = a.columns.map(({ name, profile }, i) => {
    const other = b.columns[i];
    const merged = other?.name === name ? mergeColumnProfiles(profile, other.profile) : undefined;
    if (merged) return { name, profile: merged };
    throw different(`"${name}" (${profile.type}) against "${other?.name ?? ''}" (${other?.profile.type ?? 'absent'})`);
  });
  return { format: a.format, rows: a.rows + b.rows, columns };
}

function different(what: string): AvalError {
  return new AvalError('evidence', { rule: 'profile.merge', message: `profiles of different columns: ${what}` });
}
