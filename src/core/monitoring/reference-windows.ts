import { parts } from '../features/frame.ts';
import { type TimeWindow, wholeWindows } from './windows.ts';

export interface ReferenceWindows {
  readonly windows: readonly Uint32Array[];
  readonly later: readonly Uint32Array[];
}

/** With fewer windows a false alarm would be likelier than one in six, so that p-values of rows are the better guide. */
const fewestWindows = 5;

/** Whether there are enough windows to say what is usual; one alone has no others to be held against. */
export function tellWhatIsUsual({ windows, later }: ReferenceWindows): boolean {
  return windows.length >= 2 && windows.length + later.length >= fewestWindows;
}

/** Time and part of each row of a model's frame. */
interface PlacedRows {
  /** Microseconds since 1970, NaN where there is none. */
  readonly time: Float64Array;
  readonly part: Uint8Array;
}

/**
 * Cuts the training rows into windows of a length, back from just after the last one, so that the newest are whole. Dev rows that all follow the
 * training rows make windows too: the model learned nothing from them, as from what it answers now, so they tell how far its answers stray outside
 * of training. Holdout rows are never looked at. Windows of fewer than `minimumRows` are left out.
 */
export function referenceWindows(rows: PlacedRows, length: number, minimumRows: number): ReferenceWindows {
  const train = timedRows(rows, 'train');
  const dev = timedRows(rows, 'dev');
  const [first, end] = span(rows.time, train);
  const [devFirst, devEnd] = span(rows.time, dev);
  const cut = (index: Uint32Array, windows: readonly TimeWindow[]): Uint32Array[] =>
    windows
      .map(({ from, until }) => index.filter((row) => within(rows.time[row] ?? Number.NaN, from, until)))
      .filter((window) => window.length >= minimumRows);
  const grid = { anchor: end, length };
  const own = wholeWindows(grid, first, end - 1, end).filter(({ from }) => from >= first);
  const following = devFirst >= end ? wholeWindows(grid, devFirst, devEnd - 1, devEnd) : [];
  return { windows: cut(train, own), later: cut(dev, following) };
}

function timedRows({ time, part }: PlacedRows, name: 'train' | 'dev'): Uint32Array {
  const wanted = parts.indexOf(name);
  return Uint32Array.from(
    [...part.keys()].filter((row) => part[row] === wanted && !Number.isNaN(time[row] ?? Number.NaN)),
  );
}

/** The first time, and the first microsecond after the last. Infinite the wrong way round for no rows: no window lies between. */
function span(time: Float64Array, rows: Uint32Array): [first: number, end: number] {
  return rows.reduce<[number, number]>(
    ([first, end], row) => [Math.min(first, time[row] ?? first), Math.max(end, (time[row] ?? end) + 1)],
    [Infinity, -Infinity],
  );
}

const within = (time: number, from: number, until: number): boolean => time >= from && time < until;
