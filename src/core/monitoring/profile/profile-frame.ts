import type { Frame } from '../../features/frame.ts';
import { profileColumn } from './column-profile.ts';
import type { Profile } from './profile.ts';

/** Profile of every column. `seed` (0 to 2^32 - 1) drives the quantile sketches: the same frame and seed give the same bytes. */
export function profileFrame(frame: Frame, seed: number): Profile {
  const columns = [...frame.columns].map(([name, column]) => ({ name, profile: profileColumn(column, seed) }));
  return { format: 'aval/profile/v1', rows: frame.rows, columns };
}
