// The thread of `readInThread`.
import { parentPort, workerData } from 'node:worker_threads';
import type { OnlineRows } from '../../core/features/online/online-rows.ts';
import { type OnlineRead, readOnlineRows } from '../../engines/online/read-online-rows.ts';

const rows = await readOnlineRows(workerData as OnlineRead); // what `readInThread` sends
parentPort?.postMessage(rows, buffersOf(rows));

/** Handed over, not copied: the copy would hold up requests. */
function buffersOf({ newest, windows }: OnlineRows): ArrayBuffer[] {
  const features = [...(newest?.features.values() ?? [])].map((one) =>
    one.type === 'category' ? one.codes : one.values,
  );
  const arrays = [
    ...(newest === undefined ? [] : [newest.starts, newest.arrivals, newest.times, ...features]),
    ...(windows === undefined ? [] : [windows.starts, windows.times, ...(windows.known ? [windows.known] : [])]),
    ...[...(windows?.values.values() ?? [])].map(({ values }) => values),
  ];
  // One buffer may be behind two columns, and none of them is shared memory.
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
