import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { afterAll, expect, test } from 'vitest';
import config from '../../../rolldown.config.ts';
import { type Resample, resampleHere } from '../../../src/core/comparison/resample-job.ts';
import { jobOf, textOf } from './jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'aval-worker-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the built thread finds its built worker, and gives the bytes of the source', async () => {
  const { input, external, platform } = Array.isArray(config) ? config[0] : config;
  const worker = (input as Record<string, string>)['chunks/resample-worker']; // as the build of this repository names it
  expect(worker).toBe('src/engines/workers/resample-worker.ts');
  await build({
    input: {
      'chunks/resample-in-threads': 'src/engines/workers/resample-in-threads.ts',
      'chunks/resample-worker': worker ?? '',
    },
    external,
    platform,
    output: { dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
  });
  const built = (await import(pathToFileURL(join(folder, 'chunks/resample-in-threads.js')).href)) as {
    threadedResample(threads: number, least: number): Resample;
  };
  const job = jobOf('roc_auc', 2000, 2000);
  const resample = built.threadedResample(2, 0);
  const alone = textOf(resampleHere(job));
  for (let time = 0; time < 2; time += 1) expect(textOf(resample(job))).toEqual(alone);
});
