// Flights of the template's data by week, with every column that the model flight-delay sees and what it answers.

import { type Frame, takeRows } from '../../src/core/features/frame.ts';
import { applyPreparation } from '../../src/core/features/preparation/apply-preparation.ts';
import { fitPreparation } from '../../src/core/features/preparation/fit-preparation.ts';
import { type JudgedTest, judgeWindow } from '../../src/core/monitoring/drift/judge-window.ts';
import { type DriftReference, driftReference } from '../../src/core/monitoring/drift/reference.ts';
import { profileFrame } from '../../src/core/monitoring/profile/profile-frame.ts';
import { gbdtEngine } from '../../src/core/training/gbdt/gbdt-engine.ts';
import { readModelFrame } from '../../src/engines/duckdb/model-frame.ts';
import { templateModel } from '../../test/fixtures/template-model.ts';

const day = 8.64e10;
const at = (text: string): number => Date.parse(text) * 1e3;
export const [january, april, may, july] = ['2001-01-01', '2001-04-01', '2001-05-01', '2001-07-01'].map(
  (date) => at(`${date}T08:00:00Z`), // midnight in Seattle, but for the hour of summer time
) as [number, number, number, number];
const q = 0.05;

export interface Flights {
  readonly frame: Frame;
  readonly time: Float64Array;
}

/** The model's own training on January to March, and its answers to every flight as one more column. */
export async function readFlights(): Promise<Flights> {
  const { resolved, files } = templateModel('flight-delay');
  const { frame, time, label, keys } = (await readModelFrame(resolved, files)).frame;
  const learn = rowsBetween(time, january, april);
  const { train, prepare = [] } = resolved.model;
  if (train.engine !== 'gbdt') throw new Error('the template grows trees');
  const preparation = fitPreparation(prepare, takeRows(frame, learn));
  const data = {
    task: 'binary' as const,
    frame: applyPreparation(preparation, takeRows(frame, learn)),
    label: Float64Array.from(learn, (row) => label[row] ?? Number.NaN),
    keys: Array.from(learn, (row) => keys[row] ?? ''),
  };
  const model = await gbdtEngine.train(data, train, () => undefined, new AbortController().signal);
  const scorer = await gbdtEngine.load(model, 'binary');
  const values = await scorer.score(applyPreparation(preparation, frame));
  const columns = new Map([...frame.columns, ['prediction', { type: 'number' as const, values }]]);
  return { frame: { rows: frame.rows, columns }, time };
}

/** What decides: the reference's own windows, or p-values of rows. */
export type Judged = 'windows' | 'rows';

/** Each week of January to March (the last has six days) against the others: what alarms in each, by the others' windows or by p-values of rows. */
export function leaveOneWeekOut({ frame, time }: Flights, by: Judged = 'windows'): readonly (readonly JudgedTest[])[] {
  const weeks = weeksFrom(time, january, april);
  return weeks.map((week, w) => {
    const others = weeks.filter((_, other) => other !== w);
    return alarms(referenceOf(frame, others, by), frame, week);
  });
}

export interface Planted {
  readonly from: string;
  /** True where all flights of the window are after the change. */
  readonly planted: boolean;
  readonly alarms: readonly JudgedTest[];
}

/** Weeks from April against January to March; from May only flights over 1,000 miles are left. */
export function plantedDrift({ frame, time }: Flights, plant = true, by: Judged = 'windows'): readonly Planted[] {
  const reference = referenceOf(frame, weeksFrom(time, january, april), by);
  const distance = frame.columns.get('flight:distance_mi');
  if (distance?.type !== 'number') throw new Error('the distance is a number');
  const stays = (row: number) => !plant || (time[row] ?? 0) < may || (distance.values[row] ?? 0) > 1000;
  return weeksFrom(time, april, july).map((week, w) => {
    const from = april + 7 * w * day;
    return {
      from: new Date(from / 1e3).toISOString().slice(0, 10),
      planted: from + 7 * day > may,
      alarms: alarms(reference, frame, week.filter(stays)),
    };
  });
}

function referenceOf(frame: Frame, weeks: readonly Uint32Array[], by: Judged): DriftReference {
  const rows = Uint32Array.from(weeks.flatMap((week) => [...week]));
  const windows = by === 'windows' ? weeks : [];
  return driftReference({ frame, profile: profileFrame(takeRows(frame, rows), 1), windows, later: [], q });
}

function alarms(reference: DriftReference, frame: Frame, rows: Uint32Array): readonly JudgedTest[] {
  const window = takeRows(frame, rows);
  return judgeWindow(reference, { frame: window, profile: profileFrame(window, 2) }, 7).filter(({ alarm }) => alarm);
}

/** Rows of each week of 7 days; the last may be shorter. */
export function weeksFrom(time: Float64Array, from: number, until: number): Uint32Array[] {
  const count = Math.ceil((until - from) / (7 * day));
  return Array.from({ length: count }, (_, w) =>
    rowsBetween(time, from + 7 * w * day, Math.min(until, from + 7 * (w + 1) * day)),
  );
}

function rowsBetween(time: Float64Array, from: number, until: number): Uint32Array {
  return Uint32Array.from([...time.keys()].filter((row) => (time[row] ?? NaN) >= from && (time[row] ?? NaN) < until));
}
