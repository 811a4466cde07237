import type { ColumnProfile } from './column-profile.ts';

/** What some rows look like, column by column, before preparation. */
export interface Profile {
  readonly format: 'aval/profile/v1';
  readonly rows: number;
  readonly columns: { name: string; profile: ColumnProfile }[];
}

export function byName({ columns }: Profile): ReadonlyMap<string, ColumnProfile> {
  return new Map(columns.map(({ name, profile }) => [name, profile]));
}
