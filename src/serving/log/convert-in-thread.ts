import { Worker } from 'node:worker_threads';
import type { Converted } from './convert.ts';

/** Of short-lived objects, before they are collected: a thread of its own would let several times as much pile up, beside the server's own. */
const youngMegabytes = 8;

/** Converts in a thread of its own, so that no prediction waits for it. Rejects with what ended the thread. */
export function convertInThread(from: string, to: string): Promise<Converted> {
  const entry = import.meta.url.endsWith('.ts') ? './convert-worker.ts' : './convert-worker.js';
  const worker = new Worker(new URL(entry, import.meta.url), {
    workerData: { from, to },
    env: {},
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  return new Promise<Converted>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread that converts ended early'))); // after a result this changes nothing
  });
}
