// The template's flights as a caller of the server would send them: what the model sees of each, as known at its time.
import { columnText } from '../../../src/core/features/column-text.ts';
import { type Column, type ModelFrame, takeRows } from '../../../src/core/features/frame.ts';
import { readModelFrame } from '../../../src/engines/duckdb/model-frame.ts';
import { templateModel } from '../../../test/fixtures/template-model.ts';
import type { Rows } from '../story/ask.ts';

/** Microseconds. */
export const week = 7 * 8.64e10;
/** Midnight of May 1 in Seattle, in microseconds: the first version learns until then. */
export const may = Date.parse('2001-05-01T07:00:00Z') * 1e3;
/** From this week on the replay leaves out every flight of 1,000 miles or less. */
export const planted = may + 4 * week;

export type Flights = Pick<ModelFrame, 'frame' | 'keys' | 'time'>;

export async function readFlights(): Promise<Flights> {
  const { resolved, files } = templateModel('flight-delay');
  return (await readModelFrame(resolved, files)).frame;
}

/** Those that are replayed in the week from `from` on: until it is planted, all. */
export function flightsFrom({ frame, keys, time }: Flights, from: number): Flights {
  const distance = frame.columns.get('flight:distance_mi');
  if (distance?.type !== 'number') throw new Error('the distance is a number');
  const rows = Uint32Array.from(
    [...time.keys()].filter((row) => {
      const at = time[row] ?? 0;
      return at >= from && at < from + week && (at < planted || (distance.values[row] ?? 0) > 1000);
    }),
  );
  return {
    frame: takeRows(frame, rows),
    keys: Array.from(rows, (row) => keys[row] ?? ''),
    time: Float64Array.from(rows, (row) => time[row] ?? 0),
  };
}

/** As JSON has them: numbers, texts, times with their zone. */
export function asked({ frame }: Flights): Rows {
  return Object.fromEntries([...frame.columns].map(([name, column]) => [name, cells(column, frame.rows)]));
}

/** The first one after the training data. */
export function aFlight(flights: Flights): Rows {
  const rows = Object.entries(asked(flightsFrom(flights, may)));
  return Object.fromEntries(rows.map(([name, values]) => [name, values.slice(0, 1)]));
}

function cells(column: Column, rows: number): (string | number | null)[] {
  if (column.type === 'number') return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  const text = columnText(column);
  return Array.from({ length: rows }, (_, row) => text[row] ?? null);
}
