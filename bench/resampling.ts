// Resampling: memory by the number of resamples, and what a second thread costs and saves. `--smoke`: small. One JSON line per figure.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { resampleHere } from '../src/core/comparison/resample-job.ts';
import { threadedResample } from '../src/engines/workers/resample-in-threads.ts';
import { makeJob } from './resampling/job.ts';
import { report } from './training/report.ts';

const smoke = process.argv.includes('--smoke');

function memoryOf(rows: number, resamples: number): number {
  const entry = join(import.meta.dirname, 'resampling/tell-memory.ts');
  const { status, stdout } = spawnSync(process.execPath, [entry, String(rows), String(resamples)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${entry} ended with ${status}`);
  return Number(stdout);
}

const [few, many] = smoke ? [100, 1000] : [2000, 20_000];
report({
  bench: 'resampling',
  figure: `greatest memory, ${many.toLocaleString('en')} resamples of 2,000 rows, beside ${few.toLocaleString('en')}`,
  unit: 'MB',
  value: memoryOf(2000, many),
  peer: `${few.toLocaleString('en')} resamples`,
  peerValue: memoryOf(2000, few),
  ratioAtMost: 1.1,
});

function secondsOf(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return Math.min(...times);
}

for (const rows of smoke ? [1000] : [1000, 2500, 5000, 10_000, 50_000]) {
  const job = makeJob('roc_auc', rows, smoke ? 200 : 2000);
  const warm = threadedResample(2, 0);
  warm(job);
  const cold = () => threadedResample(2, 0)(job);
  const alone = secondsOf(() => resampleHere(job));
  const how = `ROC AUC of two models, ${job.resamples.toLocaleString('en')} resamples of ${rows.toLocaleString('en')} rows`;
  for (const [state, work] of [
    ['started', () => warm(job)],
    ['not started yet', cold],
  ] as const) {
    report({
      bench: 'resampling',
      figure: `${how}: two threads, the second ${state}`,
      unit: 's',
      value: secondsOf(work),
      peer: 'one thread',
      peerValue: alone,
    });
  }
}
