import type { Source } from '../definitions/schema/source.ts';
import type { Frame } from '../features/frame.ts';
import { type DataProfile, type ProfiledColumn, profileData } from './data-profile.ts';

/** Profile of rows of a source. Levels are held against those that it declares. */
export function profileSource({ columns }: Source, frame: Frame, alpha: number): DataProfile {
  const profiled = [...frame.columns].map(([name, column]): ProfiledColumn => {
    const declared = columns[name];
    const withheld = declared?.personal ? 'personal' : declared?.unique ? 'key' : undefined;
    const levels = declared?.values && new Set(declared.values.map(String));
    return { name, column, ...(withheld && { withheld }), ...(levels && { known: { levels, in: column } }) };
  });
  return profileData(profiled, frame.rows, alpha);
}
