// The thread of `convertInThread`.
import { parentPort, workerData } from 'node:worker_threads';
import { convert } from './convert.ts';

const { from, to }: { from: string; to: string } = workerData;
parentPort?.postMessage(await convert(from, to));
