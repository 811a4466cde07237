import { parentPort, workerData } from 'node:worker_threads';
import { mulberry32 } from './mulberry32.ts';
import { nodeLibrary, type TensorLibrary, wasmLibrary } from './tensor-library.ts';
import { trainNet } from './train-net.ts';
import type { TrainingJob, TrainingReply } from './training-messages.ts';

// Entry of the training thread. tfjs draws dropout from Math.random; replacing it here touches this thread only.
const job: TrainingJob = workerData;
const reply = (message: TrainingReply) => parentPort?.postMessage(message);
Math.random = mulberry32(job.seed);

async function library(): Promise<TensorLibrary | undefined> {
  if (job.parameters.backend !== 'node') return wasmLibrary();
  try {
    return await nodeLibrary();
  } catch (cause) {
    reply({ kind: 'nodeMissing', reason: cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : '' });
    return undefined;
  }
}

const tf = await library();
if (tf !== undefined) {
  const weights = await trainNet(tf, job, (epoch, loss) => reply({ kind: 'epoch', epoch, loss }));
  reply({ kind: 'trained', weights });
}
