import { parentPort } from 'node:worker_threads';
import { doChunks } from './do-chunks.ts';
import type { SharedJob } from './resample-messages.ts';

// Entry of a thread that resamples. It says nothing back: its values lie in shared memory, and whoever waits is told there.
parentPort?.on('message', (shared: SharedJob) => doChunks(shared));
