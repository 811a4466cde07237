import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { ModelFiles, Task, TrainingData } from '../../../src/core/training/engine.ts';
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
const weighted = (task: Task): Promise<ModelFiles> =>
  trained(gbdtEngine, weighed(madeUp(task, rows, 1)), trainOf('gbdt', { trees: 10 }));
const weightedLinear = (task: Task): Promise<ModelFiles> =>
  trained(linearEngine, weighed(madeUpNumbers(task, rows, 1)), trainOf('linear'));
const linear = (task: Task): Promise<ModelFiles> =>
  trained(linearEngine, madeUpNumbers(task, rows, 1), trainOf('linear'));

const byQuery = (task: Task): Promise<ModelFiles> => {
  const data = madeUp(task, rows, 1);
  const query = categoryColumn(Array.from(data.label, (_, row) => `query ${row % 150}`));
  const label = data.label.map((value) => Math.max(0, value));
  return trained(gbdtEngine, { ...data, label, query }, trainOf('gbdt', { trees: 10, earlyStopping }));
};

function weighed(data: TrainingData): TrainingData {
  return { ...data, weight: data.label.map((_, row) => 0.25 + (row % 7)) };
}

/** sha256 of the model file that fixed data and parameters give, with the engine revision that it belongs to. */
test.each([
  ['gbdt', 1, 'binary', gbdt, 'sha256:7373e417c7c47230f198df6432056fc81450b2256da149cec8a24d8676db6fe0'],
  ['gbdt', 1, 'regression', gbdt, 'sha256:2fbb9d189bf77dd9fa0c22a2a8f219b8480bc36597f609b54d794780d0285c5c'],
  ['gbdt', 1, 'binary', stopped, 'sha256:61b9ebc48b0a43b1c29656c0e88c00f6fa3cccfc4b4fd9eebdf26a0fa0e9f076'],
  ['gbdt', 1, 'regression', stopped, 'sha256:eb18622279aec7b3e317ad8912284aae5e0c6d607473e57adc1dd24816f74354'],
  ['linear', 1, 'binary', linear, 'sha256:f3ce6d0c3c85ad27b163a97d463120b3d532c42ba996a63b9b9108df45526a10'],
  ['linear', 1, 'regression', linear, 'sha256:a838b9e1f12c12ad3e7c92abc528eba3e4b0d91a05f1a96a4415c76f9221ebf3'],
  ['gbdt', 1, 'multiclass', gbdt, 'sha256:ea8cc90029510bb607a1e29493ab0f810774637d398f3871aeff2f2d877f6df7'],
  ['gbdt', 1, 'multiclass', stopped, 'sha256:dbafa6bb28e0800a3d3300ebf5be6dc02d56149875f00777710dd8c0c59105fa'],
  ['linear', 1, 'multiclass', linear, 'sha256:16981de18a970db75e7c13834bbe631ed8c167fd934b7d1d013e7ca94ef2ce59'],
  ['gbdt', 1, 'binary', weighted, 'sha256:43d74fc95b14a61180f2fefa8c7e1aa1f5b35c6b29db623e44053e4d964c1491'],
  ['gbdt', 1, 'multiclass', weighted, 'sha256:dbd598fc207c153c6d2f4420964af1aa22848f8aa5b3fbcb907ede03c48dd4a4'],
  ['gbdt', 1, 'ranking', weighted, 'sha256:ff8d72d3cd5082829335d92bf4b7457b44b416da1d61f014cd3b866d1b308a18'],
  ['gbdt', 1, 'ranking', byQuery, 'sha256:bae90ecc083ad4f624b9114773c927759e2b00f02996e480f8dd097ceca77516'],
  ['linear', 1, 'binary', weightedLinear, 'sha256:f89effc81f11bb0f693d7085cc970af5aacfdd31efe83900aaab14cf6b403ac6'],
  [
    'linear',
    1,
    'multiclass',
    weightedLinear,
    'sha256:d1a86146c82f2c2dc035896f84f35dacf960e24c515b2491e3fcea72fa62acbf',
  ],
  ['linear', 1, 'ranking', weightedLinear, 'sha256:c81eabf73c939ca5b36a91f414b2375109b577fde48c1fb8428e71822354e4b0'],
] as const)('%s, revision %i, %s: the same bytes as ever, twice (%#)', async (name, revision, task, run, digest) => {
  const found = digestOf(modelText(await run(task)));
  const why = `the model bytes of ${name} changed: raise its revision (and engineRevisions) and this digest with it, and say why`;
  expect(found, why).toBe(digest);
  expect(revisions[name], `the golden digests of ${name} are of another revision: renew them`).toBe(revision);
  expect(digestOf(modelText(await run(task)))).toBe(found);
});
