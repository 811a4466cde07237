import type { ColumnProfile } from './column-profile.ts';

/** What some rows look like, column by column, before preparation. */
export interface Profile {
  readonly format: 'aval/profile/v1';
  readonly rows: number;
  readonly columns: { name: string; profile: ColumnProfile }[];
}
