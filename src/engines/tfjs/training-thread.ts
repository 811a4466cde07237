import { Worker } from 'node:worker_threads';
import { AvalError } from '../../core/errors.ts';
import type { TrainingJob, TrainingReply } from './training-messages.ts';

/**
 * Trains in a thread of its own: its Math.random is seeded, its environment empty. Aborting ends the thread and rejects
 * with the signal's reason. Throws `config` when the native backend is asked for and not installed.
 */
export function trainInThread(
  job: TrainingJob,
  onEpoch: (epoch: number, loss: number) => void,
  signal: AbortSignal,
): Promise<Float32Array> {
  const entry = import.meta.url.endsWith('.ts') ? './tfjs-worker.ts' : './tfjs-worker.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: job, env: {}, execArgv: [] });
  return new Promise<Float32Array>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    worker.on('message', (reply: TrainingReply) => {
      if (reply.kind === 'epoch') onEpoch(reply.epoch, reply.loss);
      else if (reply.kind === 'trained') resolve(reply.weights);
      else reject(nodeMissing(reply.reason));
    });
    worker.on('error', (cause) => reject(broken(cause)));
    worker.on('exit', () => reject(broken(undefined))); // after a result this changes nothing
  }).finally(() => worker.terminate());
}

function nodeMissing(reason: string): AvalError {
  return new AvalError('config', {
    rule: 'tfjs.nodeMissing',
    message: `backend "node" is asked for, but @tensorflow/tfjs-node could not be loaded: ${reason}`,
    hint: 'npm install @tensorflow/tfjs-node@4.22.0, or set train.parameters.backend to wasm.',
  });
}

function broken(cause: unknown): AvalError {
  return new AvalError(
    'platform',
    { rule: 'tfjs.thread', message: 'the training thread ended early', hint: 'It may have run out of memory.' },
    { cause },
  );
}
