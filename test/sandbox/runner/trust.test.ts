import { describe, expect, it } from 'vitest';
import { Stage, steps, workflow } from './stage.ts';

const BUILD = (keys: string) =>
  steps(`- run: echo "[\${{ secrets.KEY }}] [\${{ vars.PLACE }}] \${{ github.token }}"\n`, keys);

/** An event of a pull request, of a fork or of the repository itself. */
function pullRequest(stage: Stage, isFork: boolean) {
  return {
    eventName: 'pull_request',
    isFork,
    payload: { action: 'opened', pull_request: { number: 1, head: { sha: stage.sha('main') }, base: { ref: 'main' } } },
  };
}

describe('permissions', () => {
  it.each([
    ['', '', { contents: 'read', packages: 'read', metadata: 'read' }],
    ['permissions: {}', '', { metadata: 'read' }],
    ['permissions: { contents: write }', '', { metadata: 'read', contents: 'write' }],
    [
      'permissions: { contents: write }',
      'permissions: { pull-requests: write, checks: none }',
      { metadata: 'read', 'pull-requests': 'write', checks: 'none' },
    ],
    ['permissions: write-all', 'permissions: {}', { metadata: 'read' }],
  ])('%j and %j', async (ofWorkflow, ofJob, expected) => {
    await using stage = new Stage(
      workflow(`build:\n  runs-on: ubuntu-latest\n  ${ofJob}\n  steps: [{ run: 'true' }]\n`, `${ofWorkflow}\non: push`),
    );
    await stage.play();
    expect(stage.tokens).toEqual([{ repository: 'acme/models', runId: 1, job: 'build', permissions: expected }]);
  });

  it('of all scopes can be given at once', async () => {
    await using stage = new Stage(BUILD('permissions: read-all'));
    await stage.play();
    expect(stage.tokens[0]?.permissions).toMatchObject({ contents: 'read', 'id-token': 'read', statuses: 'read' });
  });
});

describe('secrets and variables', () => {
  const settings = (_: string, environment?: string) =>
    environment === 'production'
      ? { secrets: { KEY: 'key-of-production' } }
      : { secrets: { KEY: 'key-of-repository' }, vars: { PLACE: 'here' } };

  it('reach jobs, masked in logs; an environment adds its own', async () => {
    const text = `plain:
  runs-on: ubuntu-latest
  steps: [{ run: 'echo "$KEY \${{ vars.PLACE }}"; echo $KEY | tr k K', env: { KEY: "\${{ secrets.KEY }}" } }]
deploy:
  runs-on: ubuntu-latest
  environment: { name: production }
  steps: [{ run: 'echo $KEY | tr k K; echo \${{ vars.PLACE }}', env: { KEY: "\${{ secrets.KEY }}" } }]
`;
    await using stage = new Stage(workflow(text), { secrets: settings });
    await stage.play();
    expect(stage.output('plain')).toEqual(['*** here', 'Key-of-repository']);
    expect(stage.output('deploy')).toEqual(['Key-of-production', 'here']);
  });

  it("stay away from a fork's pull request, whose token reads at most", async () => {
    const head = 'on: pull_request\npermissions: write-all';
    const text = Object.values(BUILD(''))[0]?.replace('on: push', head) ?? '';
    await using stage = new Stage({ '.github/workflows/main.yml': text }, { secrets: settings });
    await stage.play(pullRequest(stage, true));
    expect(stage.output('build')).toEqual(['[] [] ***']);
    expect(Object.values(stage.tokens[0]?.permissions ?? {})).not.toContain('write');
    expect(stage.runs[0]?.pullRequests).toEqual([]);
    await stage.play(pullRequest(stage, false));
    expect(stage.output('build')).toEqual(['[***] [here] ***']);
    expect(stage.tokens[1]?.permissions).toMatchObject({ contents: 'write' });
  });

  it('do not pass from job to job as outputs', async () => {
    const text = `a:
  runs-on: ubuntu-latest
  outputs: { key: "\${{ secrets.KEY }}", ok: fine }
  steps: [{ run: 'true' }]
b:
  needs: a
  runs-on: ubuntu-latest
  steps: [{ run: 'echo "[\${{ needs.a.outputs.key }}] \${{ needs.a.outputs.ok }}"' }]
`;
    await using stage = new Stage(workflow(text), { secrets: settings });
    await stage.play();
    expect(stage.output('b')).toEqual(['[] fine']);
    expect(stage.job('a').log).toContain("Skip output 'key' since it may contain secret.");
  });
});

describe('an environment', () => {
  it('is refused to branches that it is not limited to', async () => {
    await using stage = new Stage(BUILD('environment: production'), {
      environments: ({ environment, ref }) => environment !== 'production' || ref === 'refs/heads/release',
    });
    await stage.play();
    expect(stage.output('build')).toEqual([
      '##[error]"refs/heads/main" is not allowed to deploy to production due to environment protection rules.',
    ]);
    expect(stage.tokens).toEqual([]);
    stage.commit({}, 'release');
    await stage.play({ ref: 'refs/heads/release' });
    expect(stage.conclusion()).toBe('success');
  });
});
