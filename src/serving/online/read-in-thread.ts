import { Worker } from 'node:worker_threads';
import type { OnlineRows } from '../../core/features/online/online-rows.ts';
import type { OnlineRead } from '../../engines/online/read-online-rows.ts';

/** Reads the rows of a view in a thread of its own, so that no request waits for it. Rejects with what ended the thread. */
export function readInThread(read: OnlineRead): Promise<OnlineRows> {
  const entry = import.meta.url.endsWith('.ts') ? './online-worker.ts' : './online-worker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: read, env: {}, execArgv: [] });
  return new Promise<OnlineRows>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread that reads ended early'))); // after a result this changes nothing
  });
}
