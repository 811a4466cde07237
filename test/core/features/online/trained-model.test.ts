import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Tree } from '../../../../src/core/definitions/definitions.ts';
import { digestOf } from '../../../../src/core/digest.ts';
import { trainedModel } from '../../../../src/core/features/online/trained-model.ts';
import { readClosure } from '../../../../src/core/plan/model-closure.ts';
import { resolveModel } from '../../../../src/core/plan/resolve.ts';
import { treeSide } from '../../../../src/core/plan/tree-side.ts';
import { definedFacts } from '../../../../src/core/registry/package-build.ts';
import { templateFolder } from '../../../fixtures/template-model.ts';

const model = 'models/flight-delay/model.yaml';
const view = 'features/origin_traffic.yaml';
const data = 'data/departures.parquet';
const paths = [
  'aval.yaml',
  'entities.yaml',
  'sources/departures.yaml',
  'sources/departures.lock.yaml',
  'features/flight.yaml',
  view,
  model,
  'models/flight-delay/gates.yaml',
];

/** The template's flights, with a text of a file replaced by another; the bytes of the data stand for others. */
function treeOf(file = view, from = '', to = ''): Tree {
  const texts = paths.map((one) => [one, readFileSync(path.join(templateFolder, one), 'utf8')] as const);
  const files = new Map([...texts, [data, 'flights'] as const]);
  const before = files.get(file) ?? '';
  if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
  files.set(file, before.replace(from, to));
  const bytes = new Map([...files].map(([name, text]) => [name, Buffer.from(text)]));
  return {
    id: `${file} ${to}`,
    list: async () =>
      [...bytes].map(([name, content]) => ({
        path: name,
        mode: '100644',
        id: digestOf(content),
        size: content.length,
      })),
    read: async (wanted) => new Map([...bytes].filter(([name]) => wanted.includes(name))),
  };
}

/** What a package says that was trained from a tree. */
async function packagedFrom(tree: Tree) {
  const side = await treeSide(tree, new Map());
  const { definitions } = await readClosure(side, ['flight-delay']);
  const engineRevisions = { gbdt: 1, linear: 1, tfjs: 1, command: 1 };
  return definedFacts(
    resolveModel(definitions, 'flight-delay', { entries: side.entries, engineRevisions, code: new Map() }),
  );
}

test('the definitions of a package are those of the first tree that has its definition digest', async () => {
  const manifest = await packagedFrom(treeOf());
  const later = treeOf(model, 'trees: 100', 'trees: 400');
  expect((await trainedModel(manifest, [later, treeOf()]))?.model.train.parameters).toMatchObject({ trees: 100 });
  expect(await trainedModel(manifest, [later])).toBeUndefined();
  expect(await trainedModel(manifest, [treeOf(view, 'window: 3h', 'window: 4h')])).toBeUndefined();
  expect(await trainedModel(manifest, [])).toBeUndefined();
});

test('what can not change the trained bits does not hide them: other data, another description', async () => {
  const manifest = await packagedFrom(treeOf());
  for (const tree of [treeOf(data, 'flights', 'more flights'), treeOf(view, 'How late', 'By how much late')])
    expect((await trainedModel(manifest, [tree]))?.digest).toBe(manifest.definition);
});

test('a tree that does not hold the model, or holds it broken, is passed over', async () => {
  const manifest = await packagedFrom(treeOf());
  const broken = [treeOf(model, 'kind: Model', 'kind: Nonsense'), treeOf(view, 'aggregate:', 'aggregates:')];
  expect((await trainedModel(manifest, [...broken, treeOf()]))?.digest).toBe(manifest.definition);
});
