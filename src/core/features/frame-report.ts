import { AvalError } from '../errors.ts';
import { type EqualRows, equalRows } from './equal-rows.ts';
import { type ModelFrame, type Part, parts } from './frame.ts';

/** What a reader of a frame should know before trusting figures made from it. Counts only. */
export interface FrameReport {
  readonly rows: Readonly<Record<Part, number>>;
  /** Rows without a label. */
  readonly unlabelled: number;
  /** Dev and holdout rows whose features all equal a training row. */
  readonly equalRows: { readonly dev: EqualRows; readonly holdout: EqualRows };
  /** By view: spine rows that found a row of it, and spine rows. */
  readonly matched: ReadonlyMap<string, { readonly rows: number; readonly of: number }>;
}

/** Throws `config` when more than `allowedEqual` (a share) of dev or holdout repeats training rows. */
export function frameReport(frame: ModelFrame, matched: FrameReport['matched'], allowedEqual: number): FrameReport {
  const equal = equalRows(frame.frame, frame.part);
  for (const name of ['dev', 'holdout'] as const) {
    const { rows, of } = equal[name];
    if (rows <= allowedEqual * of) continue;
    const share = ((100 * rows) / of).toFixed(1);
    throw new AvalError('config', {
      rule: 'frame.equalRows',
      message: `${rows} of ${of} ${name} rows (${share} %) equal a training row in every feature; ${100 * allowedEqual} % are allowed`,
      hint: 'Look for duplicated rows, or split by group. If such rows are natural here, raise data.equalRows in gates.yaml.',
    });
  }
  const rows = { train: 0, dev: 0, holdout: 0, later: 0, vault: 0 };
  for (const index of frame.part) rows[parts[index] ?? 'train']++;
  const unlabelled = frame.label.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0);
  return { rows, unlabelled, equalRows: equal, matched };
}
