/** Half-open, in microseconds since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly until: number;
}

/** Windows on a grid: `anchor` and every multiple of `length` before and after it. In microseconds. */
export interface WindowGrid {
  readonly anchor: number;
  readonly length: number;
}

/** The window that a time falls into. */
export function windowAt({ anchor, length }: WindowGrid, time: number): TimeWindow {
  const from = anchor + Math.floor((time - anchor) / length) * length;
  return { from, until: from + length };
}

/** From the window of `first` to that of `last`, without gaps, as far as they are over by `until`. */
export function wholeWindows(grid: WindowGrid, first: number, last: number, until: number): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  for (let window = windowAt(grid, first); window.from <= last && window.until <= until; ) {
    windows.push(window);
    window = windowAt(grid, window.until);
  }
  return windows;
}
