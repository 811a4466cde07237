import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import type { ModelFiles, Task } from '../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../src/core/training/gbdt/gbdt-engine.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { madeUpNumbers, modelText, trained, trainOf } from './engine-run.ts';
import { madeUp } from './made-up-data.ts';

const rows = 3000;
const earlyStopping = { rounds: 5, share: 0.2 };
const revisions = { gbdt: gbdtEngine.revision, linear: linearEngine.revision };

const gbdt = (task: Task): Promise<ModelFiles> =>
  trained(gbdtEngine, madeUp(task, rows, 1), trainOf('gbdt', { trees: 40 }));
const stopped = (task: Task): Promise<ModelFiles> =>
  trained(gbdtEngine, madeUp(task, rows, 2), trainOf('gbdt', { trees: 90, l2: 1, learningRate: 0.3, earlyStopping }));
const linear = (task: Task): Promise<ModelFiles> =>
  trained(linearEngine, madeUpNumbers(task, rows, 1), trainOf('linear'));

/** sha256 of the model file that fixed data and parameters give, with the engine revision that it belongs to. */
test.each([
  ['gbdt', 1, 'binary', gbdt, 'sha256:7373e417c7c47230f198df6432056fc81450b2256da149cec8a24d8676db6fe0'],
  ['gbdt', 1, 'regression', gbdt, 'sha256:2fbb9d189bf77dd9fa0c22a2a8f219b8480bc36597f609b54d794780d0285c5c'],
  ['gbdt', 1, 'binary', stopped, 'sha256:61b9ebc48b0a43b1c29656c0e88c00f6fa3cccfc4b4fd9eebdf26a0fa0e9f076'],
  ['gbdt', 1, 'regression', stopped, 'sha256:eb18622279aec7b3e317ad8912284aae5e0c6d607473e57adc1dd24816f74354'],
  ['linear', 1, 'binary', linear, 'sha256:f3ce6d0c3c85ad27b163a97d463120b3d532c42ba996a63b9b9108df45526a10'],
  ['linear', 1, 'regression', linear, 'sha256:a838b9e1f12c12ad3e7c92abc528eba3e4b0d91a05f1a96a4415c76f9221ebf3'],
] as const)('%s, revision %i, %s: the same bytes as ever, twice (%#)', async (name, revision, task, run, digest) => {
  const found = digestOf(modelText(await run(task)));
  const why = `the model bytes of ${name} changed: raise its revision (and engineRevisions) and this digest with it, and say why`;
  expect(found, why).toBe(digest);
  expect(revisions[name], `the golden digests of ${name} are of another revision: renew them`).toBe(revision);
  expect(digestOf(modelText(await run(task)))).toBe(found);
});
