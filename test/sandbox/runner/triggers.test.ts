import { describe, expect, it } from 'vitest';
import type { RunnerEvent } from '../../../sandbox/runner/runner.ts';
import { matchesPatterns } from '../../../sandbox/runner/trigger/filter-pattern.ts';
import { type Files, Stage } from './stage.ts';

describe('filter patterns', () => {
  it.each([
    [['feature/*'], 'feature/a', true],
    [['feature/*'], 'feature/a/b', false],
    [['feature/**'], 'feature/a/b', true],
    [['*'], 'main', true],
    [['*'], 'a/b', false],
    [['**'], 'a/b', true],
    [['*feature'], 'my-feature', true],
    [['v2*'], 'v2.9', true],
    [['v[12].[0-9]+.[0-9]+'], 'v1.10.1', true],
    [['v[12].[0-9]+.[0-9]+'], 'v3.0.0', false],
    [['*.jsx?'], 'page.js', true],
    [['**.js'], 'src/js/app.js', true],
    [['docs/**/*.md'], 'docs/a/b/c.md', true],
    [['docs/**/*.md'], 'docs/c.md', true],
    [['**/docs/**'], 'docs/a.md', true],
    [['**/*src/**'], 'a/src/app.js', true],
    [['*.md', '!README.md'], 'README.md', false],
    [['*.md', '!README.md', 'README*'], 'README.md', true],
    [['a.b'], 'axb', false],
  ])('%j and %s: %s', (patterns, name, expected) => expect(matchesPatterns(patterns, name)).toBe(expected));
});

const RUN = '\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: echo }] } }\n';

/** One workflow a name, each with its `on`. */
function workflows(events: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(
    Object.entries(events).map(([name, on]) => [`.github/workflows/${name}.yml`, `name: ${name}\non: ${on}${RUN}`]),
  );
}

async function started(stage: Stage, event: Partial<RunnerEvent>): Promise<string[]> {
  return (await stage.play(event)).map((run) => run.name);
}

describe('a push', () => {
  const files = workflows({
    all: 'push',
    main: '{ push: { branches: [main] } }',
    other: '{ push: { branches-ignore: [main] } }',
    tags: '{ push: { tags: ["v*"] } }',
    models: '{ push: { paths: ["models/**"] } }',
    code: '{ push: { paths-ignore: ["models/**", ".github/**"] } }',
    pull: 'pull_request',
  });

  it('starts the workflows whose branches and paths fit', async () => {
    await using stage = new Stage(files);
    const before = stage.sha('main');
    const after = stage.commit({ 'models/a.yaml': 'a' });
    const payload = { before, after };
    expect(await started(stage, { payload })).toEqual(['all', 'main', 'models']);
    const next = stage.commit({ 'models/b.yaml': 'b', 'src/x': 'x' }, 'topic');
    const topic = { ref: 'refs/heads/topic', sha: next, payload: { before: '0'.repeat(40), after: next } };
    expect(await started(stage, topic)).toEqual(['all', 'code', 'models', 'other']);
  });

  it('of a tag starts those without filters for branches alone', async () => {
    await using stage = new Stage(files);
    stage.git('tag', 'v1');
    expect(await started(stage, { ref: 'refs/tags/v1' })).toEqual(['all', 'code', 'models', 'tags']);
  });

  it('that deletes, that says so, or that a job made, starts nothing', async () => {
    await using stage = new Stage(files);
    expect(await started(stage, { sha: '0'.repeat(40), payload: { deleted: true } })).toEqual([]);
    expect(await started(stage, { actor: 'github-actions[bot]' })).toEqual([]);
    stage.commit({}, 'main', 'Tidy [skip ci]');
    expect(await started(stage, {})).toEqual([]);
  });

  it('runs the files of the pushed commit, titled by its message', async () => {
    await using stage = new Stage(files);
    const sha = stage.commit(workflows({ fresh: 'push' }), 'topic', 'Add fresh\n\nbody');
    const [run] = (await stage.play({ ref: 'refs/heads/topic' })).filter((record) => record.name === 'fresh');
    expect(run).toMatchObject({
      path: '.github/workflows/fresh.yml',
      event: 'push',
      headSha: sha,
      headBranch: 'topic',
      displayTitle: 'Add fresh',
      attempt: 1,
      pullRequests: [],
    });
  });
});

describe('a pull request', () => {
  const files = workflows({
    plain: 'pull_request',
    labels: '{ pull_request: { types: [labeled] } }',
    release: '{ pull_request: { branches: ["release/**"] } }',
    models: '{ pull_request: { paths: ["models/**"] } }',
  });

  async function open(stage: Stage, action: string, base: string): Promise<string[]> {
    const fork = stage.sha('main');
    const head = stage.commit({ 'models/a.yaml': 'a' }, 'topic');
    stage.commit({ other: 'moved on' });
    stage.git('update-ref', 'refs/pull/7/merge', head);
    return started(stage, {
      eventName: 'pull_request',
      ref: 'refs/pull/7/merge',
      sha: head,
      headBranch: 'topic',
      payload: {
        action,
        pull_request: {
          number: 7,
          title: 'A model',
          head: { ref: 'topic', sha: head },
          base: { ref: base, sha: fork },
        },
      },
    });
  }

  it('starts workflows by its type, base branch and changes since the fork point', async () => {
    await using stage = new Stage(files);
    expect(await open(stage, 'opened', 'main')).toEqual(['models', 'plain']);
    expect(stage.runs[0]).toMatchObject({ pullRequests: [7], displayTitle: 'A model', headBranch: 'topic' });
    expect(await open(stage, 'labeled', 'main')).toEqual(['labels']);
    expect(await open(stage, 'synchronize', 'release/1')).toEqual(['models', 'plain', 'release']);
    expect(await open(stage, 'closed', 'main')).toEqual([]);
  });
});

describe('events of the default branch', () => {
  const files = workflows({
    evaluate: '{ repository_dispatch: { types: [aval-evaluate] } }',
    any: 'repository_dispatch',
    nightly: '{ schedule: [{ cron: "0 3 * * *" }, { cron: "0 9 * * 1" }] }',
    weekly: '{ schedule: [{ cron: "0 9 * * 1" }] }',
    comment: '{ issue_comment: { types: [created] } }',
    after: '{ workflow_run: { workflows: [any], types: [completed] } }',
  });
  const repository = { default_branch: 'main' };

  it.each([
    ['repository_dispatch', { action: 'aval-evaluate' }, ['any', 'evaluate']],
    ['repository_dispatch', { action: 'other' }, ['any']],
    ['schedule', { schedule: '0 9 * * 1' }, ['nightly', 'weekly']],
    ['schedule', { schedule: '0 3 * * *' }, ['nightly']],
    ['issue_comment', { action: 'created', issue: { title: 'Odd' } }, ['comment']],
    ['issue_comment', { action: 'deleted' }, []],
    ['workflow_run', { action: 'completed', workflow_run: { name: 'any', head_branch: 'x' } }, ['after']],
    ['workflow_run', { action: 'completed', workflow_run: { name: 'nightly' } }, []],
  ])('%s %j', async (eventName, payload, expected) => {
    await using stage = new Stage(files);
    stage.commit(workflows({ planted: '[repository_dispatch, schedule, issue_comment]' }), 'topic');
    const event = { eventName, payload: { ...payload, repository }, ref: 'refs/heads/topic' };
    expect(await started(stage, event)).toEqual(expected);
    for (const run of stage.runs) expect(run.headSha).toBe(stage.sha('main'));
  });

  it('workflow_dispatch runs the one asked for, with its inputs and run-name', async () => {
    const dispatched = `run-name: Score \${{ inputs.model }} by @\${{ github.actor }}
on:
  workflow_dispatch:
    inputs:
      model: { type: string, required: true }
      dry: { type: boolean, default: true }
      word: { default: none }
jobs:
  a:
    runs-on: ubuntu-latest
    steps: [{ run: "echo \${{ inputs.model }} \${{ inputs.dry && 'dry' }} \${{ inputs.word }} \${{ github.event.inputs.model }}" }]
`;
    await using stage = new Stage({
      '.github/workflows/score.yml': dispatched,
      ...workflows({ other: 'workflow_dispatch' }),
    });
    const payload = { workflow: '.github/workflows/score.yml', inputs: { model: 'credit' } };
    const [run, ...others] = await stage.play({ eventName: 'workflow_dispatch', payload });
    expect(others).toEqual([]);
    expect(run?.displayTitle).toBe('Score credit by @ada');
    expect(stage.output('a')).toEqual(['credit dry none credit']);
  });
});
