import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main as plan } from '../../actions/plan/main.ts';
import { edit } from '../cli/aval.ts';
import { answer, type Given, modelFile, onlyReads, type PreviewWorld, previewWorld } from './preview-fixture.ts';
import { recordingToolkit, runIn } from './recording-toolkit.ts';

let world: PreviewWorld;
beforeAll(async () => {
  world = await previewWorld();
}, 60_000);
afterAll(() => world[Symbol.dispose]());

const sound = (): string => readFileSync(path.join(world.left, world.place), 'utf8');

test('a change by a writer gets a check that no one can lean on, and a comment that says so first', async () => {
  const { result, checks, comments, fetched } = await world.run();
  expect([result, fetched]).toEqual(['written', ['refs/pull/7/head']]);
  const [check, comment] = [checks[0], comments[0]];
  expect(check).toMatchObject({ name: 'aval / preview', conclusion: 'neutral' });
  expect(check?.title).toMatch(
    /^preview, claimed evidence on dev rows: credit-risk: promote\. ROC AUC against the base/,
  );
  expect(comment).toMatchObject({ marker: '<!-- aval:preview v1 -->', begins: true });
  expect(comment?.body).toMatch(
    /^<!-- aval:preview v1 -->\n\n> \*\*A preview by claimed evidence\. It decides nothing\./,
  );
  expect(comment?.body).toContain('ROC AUC against the baseline');
  expect(comment?.body).toContain('[the run](https://github.com/o/r/actions/runs/77)');
  expect(comment?.body).not.toContain('aval:comment');
});

describe('writes nothing, and says why,', () => {
  test('where aval.yaml of the base names an App, whatever the change makes of that line', async () => {
    const base = world.change((one) => edit(one, 'aval.yaml', 'description:', 'app: aval-guard\ndescription:'));
    const head = world.change((one) => edit(one, 'aval.yaml', 'app: aval-guard\n', ''), base);
    const { result, summary, checks, comments, fetched } = await world.run({ base, head });
    expect([result, checks, comments, fetched]).toEqual(['app', [], [], []]);
    expect(summary).toContain('aval.yaml of the base names the App aval-guard');
  });

  const readOnly: [who: string, given: Given, says: string][] = [
    [
      'from a fork',
      { fork: true },
      'No check and no comment: GitHub gives a pull request from a fork a token that only',
    ],
    ['of a repository that grants nothing', {}, "No check and no comment: the job's token lacks the permission"],
  ];
  test.each(readOnly)('where the token only reads: %s', async (_, given, says) => {
    const run = await world.run({ ...given, refuses: { check: onlyReads, comment: onlyReads } });
    expect([run.result, run.checks, run.comments, run.faults]).toEqual(['read-only', [], [], []]);
    expect(run.summary).toContain(says);
    expect(run.summary).toContain('### ✅ credit-risk: promote.');
  });

  test.each<[string, Given]>([
    ['before it is read', { head: 'f'.repeat(40) }],
    ['before it is written', { newest: 'f'.repeat(40) }],
  ])('where the pull request moved on %s', async (_, given) => {
    const { result, summary, checks, comments } = await world.run(given);
    expect([result, checks, comments]).toEqual(['moved', [], []]);
    expect(summary).toContain('the pull request moved on');
  });
});

test('what the token may write it writes: the check, where a comment is refused', async () => {
  const { result, summary, checks } = await world.run({ refuses: { comment: onlyReads } });
  expect([result, checks.length]).toEqual(['read-only', 1]);
  expect(summary).toContain('No comment:');
});

test.each([
  ['a limit that is used up', answer(403, 'You have exceeded a secondary rate limit')],
  ['a GitHub that is down', answer(500, 'Server Error')],
])('is a fault of the platform with %s', async (_, error) => {
  await expect(world.run({ refuses: { check: error } })).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'preview.write' }],
  });
});

test('another event than a pull request is refused', async () => {
  await expect(world.run({ event: { before: 'x' } })).rejects.toMatchObject({ faults: [{ rule: 'preview.event' }] });
});

test('evidence that never came is waited for: no green, no neutral', async () => {
  const { checks, comments } = await world.run({ evidence: { [world.place]: null } });
  expect(checks).toMatchObject([
    { conclusion: 'action_required', title: expect.stringContaining('waiting for evidence') },
  ]);
  expect(comments[0]?.body).toContain('### ⏳ credit-risk: waiting for evidence.');
});

test('a model whose data only the trusted run can read is waited for, whatever evidence came', async () => {
  const head = world.change((one) => {
    edit(one, 'sources/applications.yaml', 'uri: data/german_credit.csv', 'uri: https://data.example.org/credit.csv');
    edit(one, 'sources/applications.yaml', 'access: repository', 'access: environment');
    const lock = `apiVersion: aval/v1\nkind: SourceLock\nsource: applications\ndigest: sha256:${'0'.repeat(64)}\nrows: 1000\n`;
    one.write({ 'sources/applications.lock.yaml': lock });
  });
  const { checks, comments } = await world.run({ head });
  expect(checks).toMatchObject([{ conclusion: 'action_required' }]);
  expect(comments[0]?.body).toContain('### ⏳ credit-risk: waiting for the trusted run: source "applications"');
});

describe('evidence that is none makes the check red, with one fault:', () => {
  const cases: [what: string, evidence: () => Readonly<Record<string, string>>, says: string][] = [
    ['no JSON', () => ({ [world.place]: '{' }), 'is no evidence: not JSON in UTF-8'],
    ['another form', () => ({ [world.place]: sound().replace('{', '{"extra":1,') }), 'is no evidence: document:'],
    [
      'a stronger level',
      () => ({ [world.place]: sound().replace('"claimed"', '"reproduced"') }),
      'calls itself reproduced',
    ],
    ['holdout rows', () => ({ [world.place]: sound().replace('"dev"', '"holdout"') }), 'on holdout rows'],
    ["another job's too", () => ({ 'aval-x/evidence.json': sound() }), 'evidence of credit-risk twice'],
  ];
  test.each(cases)('%s', async (_, evidence, says) => {
    const { result, checks, comments, faults } = await world.run({ evidence: evidence() });
    expect([result, faults]).toEqual(['written', []]);
    expect(checks).toMatchObject([{ conclusion: 'failure', title: expect.stringContaining(says) }]);
    expect(checks[0]?.title).toMatch(/^preview: /);
    expect(comments[0]?.body.match(/^- /gm)).toHaveLength(1);
  });
});

/** The evaluation's evidence with this interval of ROC AUC against the baseline. */
const withDifference = (low: number, high: number): string => {
  const evidence = JSON.parse(sound());
  const [measured] = evidence.measurements.filter((one: { difference?: object }) => one.difference !== undefined);
  Object.assign(measured.difference, { value: (low + high) / 2, low, high });
  return JSON.stringify(evidence);
};

test.each([
  ['fails', -0.3, -0.1, "don't promote"],
  ["can't be told", -0.2, 0.3, "can't tell yet"],
])('a rule that %s makes the check red', async (_, low, high, says) => {
  const { checks } = await world.run({ evidence: { [world.place]: withDifference(low, high) } });
  expect(checks).toMatchObject([{ conclusion: 'failure', title: expect.stringContaining(says) }]);
});

test('evidence under a policy that the change brings itself is not what judges: it waits', async () => {
  const evidence = { [world.place]: sound().replace(/"policy":"sha256:.{8}/, '"policy":"sha256:00000000') };
  const { checks } = await world.run({ evidence });
  expect(checks).toMatchObject([{ conclusion: 'action_required' }]);
});

test('definitions that do not load are told, each fault once', async () => {
  const head = world.change((one) => edit(one, modelFile, 'applicant:housing]', 'applicant:hosing]'));
  const { checks, comments } = await world.run({ head });
  expect(checks).toMatchObject([{ conclusion: 'failure', title: expect.stringContaining('hosing') }]);
  expect(comments[0]?.body).toContain("This change can't be judged");
});

test('a change of no model begins no comment, and would take the place of a stale one', async () => {
  const head = world.change((one) => one.write({ 'NOTES.md': 'words' }));
  const { checks, comments } = await world.run({ head });
  expect(checks).toMatchObject([{ conclusion: 'neutral', title: 'preview: no model is changed' }]);
  expect(comments).toMatchObject([{ begins: false }]);
});

test('what an environment runs is not judged without the App', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const file = `apiVersion: aval/v1\nkind: Deployment\nmodel: credit-risk\nversion: "1.0.0"\ndigest: ${digest}\n`;
  const head = world.change((one) => one.write({ 'environments/staging/credit-risk.yaml': file }));
  const { checks } = await world.run({ head });
  expect(checks).toMatchObject([
    {
      conclusion: 'action_required',
      title: expect.stringContaining('credit-risk 1.0.0 in staging: waiting for the App'),
    },
  ]);
});

test('plan says whether there is a preview: not where the base names an App', async () => {
  const named = world.change((one) => edit(one, 'aval.yaml', 'description:', 'app: aval-guard\ndescription:'));
  const said = async (base: string): Promise<string | undefined> => {
    const toolkit = recordingToolkit();
    world.repository.git('switch', '--quiet', '--detach', named);
    await plan(toolkit, runIn(world.repository.root, base));
    return toolkit.outputs.get('preview');
  };
  expect([await said(world.base), await said(named)]).toEqual(['true', 'false']);
});
