import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeOf } from '../../../app/pull/change.ts';
import type { EnvironmentChange } from '../../../app/pull/environment-changes.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { openRepository } from '../../../src/engines/git/repository.ts';
import type { TemporaryRepository } from '../../engines/git/temporary-repository.ts';
import { deployment, onlyPackage, repositoryWithReleases } from './template-repository.ts';

const production = 'environments/production/credit-risk.yaml';
const staging = 'environments/staging/credit-risk.yaml';
let repository: TemporaryRepository;
let start: string;
beforeAll(async () => {
  repository = await repositoryWithReleases();
  start = repository.git('rev-parse', 'HEAD');
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

/** One commit after another on main; undefined takes the file away. Gives the last. */
function history(...steps: readonly (readonly [file: string, text: string | undefined])[]): string {
  repository.git('switch', '--quiet', '--force-create', 'main', start);
  for (const [file, text] of steps) {
    if (text === undefined) repository.remove(file);
    else repository.write({ [file]: text });
    repository.commit(`${file}: ${text?.slice(0, 80)}`);
  }
  return repository.git('rev-parse', 'HEAD');
}

async function proposed(base: string, file: string, text: string | undefined): Promise<readonly EnvironmentChange[]> {
  repository.git('switch', '--quiet', '--force-create', 'change', base);
  if (text === undefined) repository.remove(file);
  else repository.write({ [file]: text });
  const head = repository.commit('promote');
  const change = await changeOf(await openRepository(repository.root), parseSha(base), parseSha(head));
  if (change.kind !== 'planned') throw new Error(JSON.stringify(change));
  return change.environments;
}

test('a first promotion names its release, and ran nowhere', async () => {
  const [one, ...more] = await proposed(start, production, deployment('1.0.0'));
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    environment: 'production',
    model: 'credit-risk',
    after: { version: '1.0.0' },
    ranBefore: false,
  });
  expect(one?.before).toBeUndefined();
  expect(one?.release?.record.package).toBe(onlyPackage('1.0.0'));
  expect(one?.since).toEqual(new Map());
});

test('a version that no tag names has no release', async () => {
  const [one] = await proposed(start, production, deployment('7.0.0'));
  expect(one?.after?.version).toBe('7.0.0');
  expect(one?.release).toBeUndefined();
});

test('what the environment ran before is a rollback, by the package and not by the number', async () => {
  const base = history([production, deployment('1.0.0')], [production, deployment('1.1.0')]);
  const [back] = await proposed(base, production, deployment('1.0.0'));
  expect(back).toMatchObject({ before: { version: '1.1.0' }, after: { version: '1.0.0' }, ranBefore: true });
  const [lying] = await proposed(base, production, deployment('1.0.0', onlyPackage('another')));
  expect(lying?.ranBefore).toBe(false);
});

test('what only another environment ran is no rollback', async () => {
  const base = history(
    [staging, deployment('1.0.0')],
    [staging, deployment('1.1.0')],
    [production, deployment('1.1.0')],
  );
  const [one] = await proposed(base, production, deployment('1.0.0'));
  expect(one?.ranBefore).toBe(false);
});

test('a file that is taken away runs nothing any more', async () => {
  const [one] = await proposed(history([production, deployment('1.0.0')]), production, undefined);
  expect(one).toMatchObject({ before: { version: '1.0.0' }, ranBefore: false });
  expect(one?.after).toBeUndefined();
});

test('time runs from the first commit of an unbroken stay, as base tells it', async () => {
  const begun = history([staging, deployment('1.0.0')]);
  const time = Number(repository.git('show', '-s', '--format=%ct', begun));
  const base = history(
    [staging, deployment('1.0.0')],
    [staging, `${deployment('1.0.0')}# why\n`],
    ['README.md', '# x\n'],
  );
  const [one] = await proposed(base, production, deployment('1.0.0'));
  expect(one?.since.get('staging')).toBeGreaterThanOrEqual(time);
  const broken = history([staging, deployment('1.0.0')], [staging, deployment('1.1.0')]);
  expect((await proposed(broken, production, deployment('1.0.0')))[0]?.since).toEqual(new Map());
});

test("a stay that the change itself brings counts nothing: base's history tells", async () => {
  repository.git('switch', '--quiet', '--force-create', 'change', start);
  repository.write({ [staging]: deployment('1.0.0'), [production]: deployment('1.0.0') });
  const head = repository.commit('both at once');
  const change = await changeOf(await openRepository(repository.root), parseSha(start), parseSha(head));
  if (change.kind !== 'planned') throw new Error(change.kind);
  expect(change.environments.map(({ environment, since }) => [environment, since.size])).toEqual([
    ['production', 0],
    ['staging', 0],
  ]);
});

test('a file that cannot be read makes the change unreadable', async () => {
  repository.git('switch', '--quiet', '--force-create', 'change', start);
  repository.write({ [production]: deployment('1.0.0').replace('model:', 'modell:') });
  const head = repository.commit('typo');
  const change = await changeOf(await openRepository(repository.root), parseSha(start), parseSha(head));
  expect(change).toMatchObject({
    kind: 'unreadable',
    faults: [{ rule: 'schema.unknownKey', location: { file: production } }],
  });
});
