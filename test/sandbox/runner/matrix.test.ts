import { describe, expect, it } from 'vitest';
import { expandMatrix } from '../../../sandbox/runner/job/matrix.ts';
import { Stage, workflow } from './stage.ts';

describe('expandMatrix', () => {
  it("follows the example in GitHub's documentation of include", () => {
    const include = [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ];
    expect(expandMatrix({ fruit: ['apple', 'pear'], animal: ['cat', 'dog'], include })).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('leaves out what an exclude entry matches in part', () => {
    const legs = expandMatrix({ os: ['a', 'b'], v: [1, 2], exclude: [{ os: 'a' }, { os: 'b', v: 1 }] });
    expect(legs).toEqual([{ os: 'b', v: 2 }]);
  });

  it.each([
    [{ a: [] }, "Matrix vector 'a' does not contain any values"],
    [{ include: [] }, 'Matrix must define at least one vector'],
    [{ a: [1], exclude: [{ a: 1 }] }, 'Matrix must define at least one vector'],
    [{ a: Array.from({ length: 257 }, (_, index) => index) }, 'The matrix has 257 legs, at most 256 are allowed'],
  ])('refuses %j', (matrix, message) => expect(() => expandMatrix(matrix)).toThrow(message));
});

const PLAN = (legs: string) => `plan:
  runs-on: ubuntu-latest
  outputs: { legs: "\${{ steps.x.outputs.legs }}" }
  steps:
    - id: x
      env: { LEGS: '${legs}' }
      run: echo "legs=$LEGS" >> $GITHUB_OUTPUT
`;

describe('a matrix from the output of another job', () => {
  it('makes a job a leg, each with its values', async () => {
    await using stage = new Stage(
      workflow(`${PLAN('[{"model":"a","n":1},{"model":"b","n":2}]')}train:
  needs: plan
  runs-on: ubuntu-latest
  strategy:
    matrix: { include: "\${{ fromJSON(needs.plan.outputs.legs) }}" }
  steps:
    - run: echo \${{ matrix.model }} \${{ matrix.n }} \${{ strategy.job-index }}/\${{ strategy.job-total }}
`),
    );
    await stage.play();
    expect(stage.reports).toEqual([]);
    expect(stage.output('train (a, 1)')).toEqual(['a 1 0/2']);
    expect(stage.output('train (b, 2)')).toEqual(['b 2 1/2']);
    expect(stage.conclusion()).toBe('success');
  });

  it('fails when it is empty, unless the condition skips the job', async () => {
    const train = (condition: string) => `train:
  needs: plan
  ${condition}
  runs-on: ubuntu-latest
  strategy: { matrix: { model: "\${{ fromJSON(needs.plan.outputs.legs) }}" } }
  steps: [{ run: 'true' }]
`;
    await using stage = new Stage(workflow(PLAN('[]') + train('')));
    await stage.play();
    expect(stage.output('train')).toEqual(["##[error]Matrix vector 'model' does not contain any values"]);
    expect(stage.conclusion()).toBe('failure');
    stage.commit(workflow(PLAN('[]') + train("if: needs.plan.outputs.legs != '[]'")));
    await stage.play();
    expect(stage.job('train').conclusion).toBe('skipped');
    expect(stage.conclusion()).toBe('success');
  });
});

const LEGS = (strategy: string, run: string, keys = '') =>
  workflow(`build:
  runs-on: ubuntu-latest
  ${keys}
  strategy: { ${strategy}matrix: { n: [1, 2, 3] } }
  steps: [{ run: '${run}' }]
`);

describe('the legs of a matrix', () => {
  it('stop when one fails', async () => {
    await using stage = new Stage(
      LEGS('', 'if [ $N = 1 ]; then sleep 0.2; exit 1; fi; sleep 20', `env: { N: "\${{ matrix.n }}" }`),
    );
    await stage.play();
    expect([1, 2, 3].map((n) => stage.job(`build (${n})`).conclusion)).toEqual(['failure', 'cancelled', 'cancelled']);
    expect(stage.conclusion()).toBe('failure');
  });

  it('go on with fail-fast off', async () => {
    await using stage = new Stage(LEGS('fail-fast: false, ', `exit $((\${{ matrix.n }} == 1))`));
    await stage.play();
    expect([1, 2, 3].map((n) => stage.job(`build (${n})`).conclusion)).toEqual(['failure', 'success', 'success']);
  });

  it('may fail with continue-on-error, and the run succeeds', async () => {
    await using stage = new Stage(
      LEGS('', `exit $((\${{ matrix.n }} == 1))`, `continue-on-error: \${{ matrix.n == 1 }}`),
    );
    await stage.play();
    expect(stage.job('build (1)').conclusion).toBe('failure');
    expect(stage.conclusion()).toBe('success');
  });

  it('run as many at once as max-parallel says', async () => {
    const run = `mkdir \${{ env.LOCK }}; sleep 0.05; rmdir \${{ env.LOCK }}`;
    const lock = `/tmp/runner-lock-${process.pid}`;
    await using stage = new Stage(LEGS('max-parallel: 1, ', run, `env: { LOCK: ${lock} }`));
    await stage.play();
    expect(stage.conclusion()).toBe('success');
  });
});
