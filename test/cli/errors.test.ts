import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { type TemporaryRepository, temporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, launcher, templateRepository } from './aval.ts';

let repository: TemporaryRepository;
let empty: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  empty = temporaryRepository();
}, 60_000);
afterAll(() => {
  repository[Symbol.dispose]();
  empty[Symbol.dispose]();
});

test.each([
  ['a command that is mistyped', ['trian'], 2, 'Did you mean train?'],
  ['an option that is mistyped', ['plan', '--bsae', 'main'], 2, 'Did you mean --base?'],
  ['an argument that is missing', ['history'], 2, "missing required argument 'model'"],
  ['an argument too many', ['history', 'a', 'b'], 2, 'too many arguments'],
  ['a model that is mistyped', ['train', 'credit-rsik'], 2, 'Did you mean "credit-risk"?'],
  ['a source that is mistyped', ['data', 'check', 'aplications'], 2, 'Did you mean "applications"?'],
  ['an action that is none', ['data', 'czech'], 2, 'unknown action "czech"'],
  ['a view that is mistyped', ['show', 'aplicant'], 2, 'Did you mean "applicant"?'],
  ['a base that is not there', ['plan', '--base', 'mian'], 2, 'there is no commit "mian"'],
  ['a base that is an option', ['plan', '--base', '--output=x'], 2, 'is not a git ref'],
  ['a model without versions', ['promote', 'credit-risk'], 2, 'no version of "credit-risk" was released'],
  ['a version that is none', ['verify', 'credit-risk@v1'], 2, '"1" is not a version'],
  ['a rollback of nothing', ['rollback', 'credit-risk'], 2, 'production does not run "credit-risk"'],
  ['a page where a folder is', ['evaluate', '--report', 'models'], 2, '--report: "models" is a folder'],
  ['a page in this folder', ['compare', '--report', '.'], 2, 'Give the path of the file to write'],
  ['a page without a name', ['explain', 'credit-risk', '--report', ''], 2, '--report names no file'],
  ['the holdout without a word', ['gate', 'credit-risk', '--holdout'], 2, 'Add --yes'],
])('%s', async (_, args, code, says) => {
  const ran = await aval(repository.root, args);
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringContaining(says)]);
  expect(ran.stderr).not.toContain('at '.padStart(7)); // no stack for what is a person's to mend
});

test('a repository without definitions, a folder without a repository', async () => {
  const bare = await aval(empty.root, ['validate']);
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('there is no aval.yaml')]);
  const nowhere = await aval('/', ['validate']);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('not in a git repository')]);
});

test('a fault of a definition: place, excerpt, way out; as JSON the same, one fault each; nothing is written', async () => {
  edit(repository, 'models/credit-risk/model.yaml', 'applicant:amount', 'applicant:amuont');
  edit(repository, 'models/credit-risk/gates.yaml', 'age, by:', 'aeg, by:');
  const { code, stderr } = await aval(repository.root, ['train']);
  expect(code).toBe(2);
  expect(stderr).toContain('models/credit-risk/model.yaml:7:32  unknown feature "applicant:amuont"');
  expect(stderr).toContain('Did you mean "applicant:amount"?');
  const { faults, outcome, class: errorClass } = await avalJson(repository.root, 'train');
  expect([outcome, errorClass]).toEqual(['error', 'config']);
  expect((faults as { rule: string }[]).map(({ rule }) => rule)).toEqual(['reference.group', 'reference.feature']);
  repository.git('restore', '.');
});

test('a failed gate is 1, and --json tells fail from inconclusive and waiting', async () => {
  edit(repository, 'models/credit-risk/gates.yaml', 'metrics: [roc_auc', 'metrics: [roc_auc, accuracy');
  edit(
    repository,
    'models/credit-risk/gates.yaml',
    'gates:\n',
    'gates:\n  - {metric: accuracy, rule: atLeast, threshold: 0.99, why: A test.}\n',
  );
  expect((await aval(repository.root, ['gate', 'credit-risk'])).code).toBe(0); // the rule is not base's yet
  repository.commit('Ask for more');
  const ran = await aval(repository.root, ['gate', 'credit-risk']);
  expect([ran.code, ran.stdout]).toEqual([1, expect.stringContaining("❌ credit-risk: don't promote.")]);
  expect(await avalJson(repository.root, 'gate', 'credit-risk')).toMatchObject({ command: 'gate', outcome: 'fail' });
});

test('usage errors honour --json, a reader that leaves early is no error, and a folder that is not there is told', async () => {
  const unknown = await aval(repository.root, ['plan', '--json', '--bogus']);
  expect([unknown.code, JSON.parse(unknown.stdout)]).toEqual([
    2,
    {
      command: 'plan',
      outcome: 'error',
      class: 'usage',
      faults: [{ rule: 'cli.usage', message: expect.stringContaining("'--bogus'") }],
    },
  ]);
  const nowhere = await aval(repository.root, ['plan', '-C', '/nonexistent']);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, '✗ there is no folder /nonexistent\n']);
  const piped = execFileSync(
    'bash',
    ['-c', `"${process.execPath}" "${launcher}" show applicant 2>&1 | head -1; echo "\${PIPESTATUS[0]}"`],
    {
      cwd: repository.root,
      encoding: 'utf8',
    },
  );
  expect(piped.trimEnd().split('\n').at(-1)).toBe('0');
});

test('a plan hides nothing: no project is an error, and gates without their model are one too', async () => {
  expect((await aval(empty.root, ['plan'])).stderr).toContain('there is no aval.yaml\n  To start: aval init');
  repository.remove('models/credit-risk/model.yaml');
  const { code, stdout } = await aval(repository.root, ['plan']);
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining('the gates of "credit-risk" have no models/credit-risk/model.yaml'),
  ]);
  repository.git('restore', '.');
});

test('init keeps your own README and .gitignore, and makes no copy inside another repository', async () => {
  const own = temporaryRepository();
  own.write({ 'README.md': 'mine\n', '.gitignore': 'mine\n' });
  expect(await avalJson(own.root, 'init', '--bare')).toMatchObject({ outcome: 'ok', kept: ['.gitignore'] });
  expect(await avalJson(own.root, 'init')).toMatchObject({ outcome: 'ok', kept: ['.gitignore', 'README.md'] });
  const inside = await aval(own.root, ['init', 'sub']);
  expect([inside.code, inside.stderr]).toEqual([2, expect.stringContaining('lies inside the git repository')]);
  own[Symbol.dispose]();
});

test('init refuses to overwrite, and writes nothing at all', async () => {
  writeFileSync(path.join(empty.root, 'aval.yaml'), 'mine\n');
  const { code, stderr } = await aval(empty.root, ['init']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('aval.yaml exists and differs from the template')]);
  expect(empty.git('status', '--porcelain')).toBe('?? aval.yaml');
});

test.each(commands.map((spec) => [spec.name, spec] as const))('%s --help shows an example', async (name, spec) => {
  const { code, stdout } = await aval(repository.root, [name, '--help']);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`$ ${spec.example}`)]);
});
