import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../src/core/digest.ts';
import { emptyTree } from '../../../src/core/plan/empty-tree.ts';
import { type ModelPlan, planModels } from '../../../src/core/plan/plan.ts';
import { openRepository } from '../../../src/engines/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../engines/git/temporary-repository.ts';

const head = (kind: string) => `apiVersion: aval/v1\nkind: ${kind}\n`;
const project = `${head('Project')}name: lending\nenvironments:\n  - name: production\n`;
const entities = `${head('Entity')}name: person\nkeys: [id]\n---\n${head('Entity')}name: shop\nkeys: [shop]\n`;
const columns =
  'columns:\n  id: {type: int, unique: true}\n  amount: {type: float}\n  age: {type: int}\n  late: {type: boolean}\n';
const source = (name: string) =>
  `${head('Source')}name: ${name}\nuri: data/${name}.csv\nlicence: public domain\norigin: made up\n${columns}`;
const view = (name: string, from: string) =>
  `${head('FeatureView')}name: ${name}\nentity: person\nsource: ${from}\nfeatures:\n  amount:\n  age:\n`;
const model = (name: string, features: string, train = '  engine: gbdt\n  parameters: {trees: 100}\n') =>
  `${head('Model')}name: ${name}\nfeatures: [${features}]\ntrain:\n${train}`;
const gates = (name: string, spine: string) => `${head('Gates')}model: ${name}
problem:
  question: Late?
  decision: Decline.
  task: binary
  label: {column: "${spine}:late", positive: true}
data:
  spine: ${spine}
evaluate:
  metrics: [roc_auc]
gates:
  - {metric: roc_auc, rule: superior, why: It must be better.}
`;
const command =
  '  engine: command\n  run: [python, tools/train.py]\n  files: [tools/train.py]\n  lock: requirements.txt\n';

/** `one` reads view a (source loans); `two` reads view b (source shops) on the spine loans; `own` runs a program. */
function repository(): TemporaryRepository {
  const folder = temporaryRepository();
  folder.write({
    'aval.yaml': project,
    'entities.yaml': entities,
    'sources/loans.yaml': source('loans'),
    'sources/shops.yaml': source('shops'),
    'data/loans.csv': 'id,amount,age,late\n1,2,3,true\n',
    'data/shops.csv': 'id,amount,age,late\n1,2,3,false\n',
    'features/a.yaml': view('a', 'loans'),
    'features/b.yaml': view('b', 'shops'),
    'models/one/model.yaml': model('one', 'a:amount'),
    'models/one/gates.yaml': gates('one', 'loans'),
    'models/two/model.yaml': model('two', 'b:amount, b:age'),
    'models/two/gates.yaml': gates('two', 'loans'),
    'models/own/model.yaml': model('own', 'b:age', command),
    'models/own/gates.yaml': gates('own', 'shops'),
    'tools/train.py': 'print(1)\n',
    'requirements.txt': 'numpy==2.0.0\n',
  });
  folder.commit('first');
  return folder;
}

async function plan(folder: TemporaryRepository, released = new Map<Digest, string>()): Promise<readonly ModelPlan[]> {
  const repository = await openRepository(folder.root);
  const engineRevisions = { gbdt: 1, linear: 1, tfjs: 1, command: 1 };
  const base = (await repository.headCommit()) === undefined ? emptyTree : await repository.treeAt('HEAD');
  return planModels(base, await repository.workTree(), { engineRevisions, released: (digest) => released.get(digest) });
}

/** `one train: models/one/model.yaml:6 train.parameters.trees 100 → 400`. */
function told(plans: readonly ModelPlan[]): string[] {
  return plans.flatMap((item) => {
    if (item.action === 'keep') return item.because === 'untouched' ? [] : [`${item.model} keep: ${item.because}`];
    if (item.action === 'invalid')
      return [`${item.model} invalid: ${item.faults.map((fault) => fault.message).join('; ')}`];
    if (item.action === 'remove') return [`${item.model} remove`];
    const why = item.reasons.flatMap((reason) =>
      reason.changes.map((c) => `${reason.chain.join(' > ')}${c.line === undefined ? '' : `:${c.line}`} ${c.text}`),
    );
    return [`${item.model} train${item.because === 'changed' ? '' : ` ${item.because}`}: ${why.join('; ')}`];
  });
}

describe('what a change reaches', () => {
  test('nothing changed: every model is kept, none is parsed', async () => {
    using folder = repository();
    expect(await plan(folder)).toEqual(
      ['one', 'own', 'two'].map((name) => ({ action: 'keep', model: name, because: 'untouched' })),
    );
  });

  const view2 = view('b', 'shops').replace('  amount:\n', '  amount: {sql: amount * 2}\n');
  test.each<[string, Record<string, string>, string[]]>([
    [
      'a parameter',
      { 'models/one/model.yaml': model('one', 'a:amount', '  engine: gbdt\n  parameters: {trees: 400}\n') },
      ['one train: models/one/model.yaml:7 train.parameters.trees 100 → 400'],
    ],
    [
      'a feature more',
      { 'models/one/model.yaml': model('one', 'a:amount, a:age') },
      ['one train: models/one/model.yaml:4 features + a:age'],
    ],
    ['a comment', { 'models/one/model.yaml': `# why\n${model('one', 'a:amount')}` }, ['one keep: sameDefinition']],
    [
      'another engine',
      { 'models/one/model.yaml': model('one', 'a:amount', '  engine: linear\n') },
      ['one train: models/one/model.yaml:6 train.engine gbdt → linear'],
    ],
    [
      'a split',
      { 'models/two/gates.yaml': gates('two', 'loans').replace('spine: loans\n', 'spine: loans\n  seed: 3\n') },
      ['two train: models/two/gates.yaml:11 data.seed 0 → 3'],
    ],
    [
      'a gate rule',
      { 'models/two/gates.yaml': gates('two', 'loans').replace('must be', 'has to be') },
      ['two keep: sameDefinition'],
    ],
    [
      'a feature of a view, used by one of its two models',
      { 'features/b.yaml': view2 },
      [
        'two train: features/b.yaml > models/two/model.yaml:7 features.amount.column amount → none; features/b.yaml > models/two/model.yaml:7 features.amount.sql none → amount * 2',
      ],
    ],
    ['the description of a view', { 'features/b.yaml': `description: More.\n${view('b', 'shops')}` }, []],
    [
      'data of a view',
      { 'data/shops.csv': 'id,amount,age,late\n9,9,9,true\n' },
      [
        'own train: data/shops.csv > sources/shops.yaml > features/b.yaml > models/own/model.yaml has other bytes',
        'two train: data/shops.csv > sources/shops.yaml > features/b.yaml > models/two/model.yaml has other bytes',
      ],
    ],
    [
      'the type of a column',
      { 'sources/loans.yaml': source('loans').replace('age: {type: int}', 'age: {type: float}') },
      [
        'one train: sources/loans.yaml > features/a.yaml > models/one/model.yaml:10 columns.age.type int → float',
        'two train: sources/loans.yaml > models/two/gates.yaml:10 columns.age.type int → float',
      ],
    ],
    [
      'an expectation',
      { 'sources/loans.yaml': source('loans').replace('amount: {type: float}', 'amount: {type: float, minimum: 0}') },
      [],
    ],
    [
      'a program in a folder',
      { 'tools/train.py': 'print(2)\n' },
      ['own train: tools/train.py > models/own/model.yaml has other bytes'],
    ],
    [
      'a lock file of a program',
      { 'requirements.txt': 'numpy==2.0.1\n' },
      ['own train: requirements.txt > models/own/model.yaml has other bytes'],
    ],
    [
      'keys of an entity',
      { 'entities.yaml': entities.replace('[id]', '[age]') },
      ['one', 'own', 'two'].map(
        (name) =>
          `${name} train: entities.yaml > features/${name === 'one' ? 'a' : 'b'}.yaml > models/${name}/model.yaml:4 keys − id; entities.yaml > features/${name === 'one' ? 'a' : 'b'}.yaml > models/${name}/model.yaml:4 keys + age`,
      ),
    ],
    ['an entity that nobody uses', { 'entities.yaml': entities.replace('[shop]', '[store]') }, []],
    ['files that no model reads', { 'README.md': 'hello', 'models/one/card.md': 'card' }, ['one keep: sameDefinition']],
    ['policy', { 'aval.yaml': `${project}statistics: {alpha: 0.01}\n` }, []],
    [
      'a new model',
      { 'models/three/model.yaml': model('three', 'a:age'), 'models/three/gates.yaml': gates('three', 'loans') },
      ['three train new: '],
    ],
  ])('%s', async (_, files, expected) => {
    using folder = repository();
    folder.write(files);
    expect(told(await plan(folder))).toEqual(expected);
  });

  test('a model that is gone, and a repository without commits', async () => {
    using folder = repository();
    folder.remove('models/two');
    expect(told(await plan(folder))).toEqual(['two remove']);
    folder.remove('.git');
    folder.git('init', '--quiet');
    expect(told(await plan(folder))).toEqual(['one train new: ', 'own train new: ']);
  });
});

test('a fault makes the models that read the file invalid, and no other; mended, they are trained', async () => {
  using folder = repository();
  folder.write({ 'features/b.yaml': 'kind: [', 'models/one/model.yaml': model('one', 'a:age') });
  const broken = told(await plan(folder));
  expect(broken.map((line) => line.split(':')[0])).toEqual(['one train', 'own invalid', 'two invalid']);
  folder.commit('broken');
  folder.write({ 'features/b.yaml': view('b', 'shops') });
  expect(told(await plan(folder))).toEqual(['own train mended: ', 'two train mended: ']);
});

test('a removed view is reported where it is missed', async () => {
  using folder = repository();
  folder.remove('features/a.yaml');
  expect(told(await plan(folder))).toEqual([expect.stringMatching(/^one invalid: .*"a/)]);
});

test('a name written with YAML escapes is still found', async () => {
  using folder = repository();
  folder.write({ 'models/one/model.yaml': model('one', '"\\x61:amount"') });
  folder.commit('escaped');
  folder.write({ 'features/a.yaml': view('a', 'loans').replace('  amount:\n', '  amount: {sql: amount * 2}\n') });
  expect(told(await plan(folder))).toEqual([expect.stringMatching(/^one train: /)]);
});

test('a definition that was released before is kept, whichever way it came back', async () => {
  using folder = repository();
  const [first] = await plan(folder, new Map());
  expect(first).toMatchObject({ because: 'untouched' });
  folder.write({ 'models/one/card.md': 'x' });
  const [same] = await plan(folder);
  if (same?.action !== 'keep' || same.because !== 'sameDefinition') throw new Error('expected an equal definition');
  folder.write({ 'models/one/model.yaml': model('one', 'a:age') });
  folder.commit('changed');
  folder.write({ 'models/one/model.yaml': `# reverted\n${model('one', 'a:amount')}` });
  const [back] = await plan(folder, new Map([[same.resolved.digest, '1.2.0']]));
  expect(back).toMatchObject({ action: 'keep', because: 'released', version: '1.2.0' });
});
