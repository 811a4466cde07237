import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Dataset } from './dataset.ts';

export interface PeerRun {
  readonly fit: number;
  readonly predict: number;
  readonly library: string;
  readonly version: string;
  readonly rss: number;
  readonly predictions: Float64Array;
}

export interface Peer {
  run(model: string, parameters: object, data: Dataset): Promise<PeerRun>;
  close(): void;
}

/** The Python to use: `AVAL_PYTHON`, else the repository's virtual environment, else undefined. */
export function findPython(): string | undefined {
  const local = join(import.meta.dirname, '../../.venv/bin/python');
  return process.env['AVAL_PYTHON'] ?? (existsSync(local) ? local : undefined);
}

/** Starts Python with the peers in a process of its own, on one thread. */
export function startPeer(python: string, folder: string): Peer {
  const child = spawn(python, [join(import.meta.dirname, '../peers/training.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(model, parameters, { name, label, testLabel, names }) {
      const job = {
        model,
        parameters,
        data: name,
        rows: label.length,
        testRows: testLabel.length,
        columns: names.length,
      };
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('the Python process ended');
      const bytes = readFileSync(join(folder, 'predictions.f64'));
      const predictions = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      return { ...JSON.parse(line.value), predictions };
    },
    close: () => child.stdin.end(),
  };
}
