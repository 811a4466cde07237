import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { resampleHere } from '../../../src/core/comparison/resample-job.ts';
import { finishTogether, sharedJob, threadedResample } from '../../../src/engines/workers/resample-in-threads.ts';
import { scoredRows, settings, someRows } from '../../core/comparison/rows.ts';
import { classRows, rankedRows, taskRows } from '../../core/evaluation/task-rows.ts';
import { jobOf, textOf } from './jobs.ts';

describe('resampling on several threads', () => {
  test.each([
    ['roc_auc', 2000],
    ['brier', 2050],
    ['f1', 99],
  ] as const)('gives the bytes of one thread: %s, %i resamples', (metric, resamples) => {
    const job = jobOf(metric, 400, resamples);
    const alone = textOf(resampleHere(job));
    for (const threads of [2, 3]) expect(textOf(threadedResample(threads, 0)(job))).toEqual(alone);
  });

  test('whole clusters too', () => {
    const job = jobOf('brier', 400, 500);
    const clusters = { count: 40, of: Uint32Array.from({ length: 800 }, (_, row) => row % 40) };
    expect(textOf(threadedResample(2, 0)({ ...job, clusters }))).toEqual(textOf(resampleHere({ ...job, clusters })));
  });

  test('a measurement is the same, whoever resamples', () => {
    const rows = scoredRows(someRows(200));
    const here = measure(rows, { metric: 'f1' }, settings);
    expect(measure(rows, { metric: 'f1' }, { ...settings, resample: threadedResample(3, 0) })).toEqual(here);
  });

  test.each([
    ['of several classes', taskRows('multiclass', classRows(300)), { metric: 'f1_macro' }],
    ['of one class', taskRows('multiclass', classRows(300)), { metric: 'f1', class: 'late' }],
    ['of a ranking', taskRows('ranking', rankedRows(60)), { metric: 'ndcg' }],
  ] as const)('a measurement %s too', (_, rows, quantity) => {
    const here = measure(rows, quantity, settings);
    expect(measure(rows, quantity, { ...settings, resample: threadedResample(3, 0) })).toEqual(here);
  });

  test('where there is little to do no thread is started', () => {
    const job = jobOf('brier', 50, 100);
    expect(textOf(threadedResample(4)(job))).toEqual(textOf(resampleHere(job)));
  });

  test('what a thread took and never brought is done again', () => {
    const job = jobOf('brier', 300, 500);
    const shared = sharedJob(job);
    Atomics.add(new Int32Array(shared.taken), 0, 2); // taken by a thread that is gone
    expect(textOf(finishTogether(shared, 1))).toEqual(textOf(resampleHere(job)));
  });
});
