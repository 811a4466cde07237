import { describe, expect, it } from 'vitest';
import { Stage, steps } from './stage.ts';

describe('run steps', () => {
  it('run in order in an empty workspace, and the run succeeds', async () => {
    await using stage = new Stage(steps('- run: ls -A | wc -l\n- run: echo two\n'));
    await stage.play();
    expect(stage.reports).toEqual([]);
    expect(stage.output('build')).toEqual(['0', 'two']);
    expect(stage.conclusion()).toBe('success');
    expect(stage.job('build').steps.map((step) => [step.number, step.name, step.conclusion])).toEqual([
      [1, 'Set up job', 'success'],
      [2, 'Run ls -A | wc -l', 'success'],
      [3, 'Run echo two', 'success'],
      [4, 'Complete job', 'success'],
    ]);
    expect(stage.history).toEqual(['1 queued', '1 in_progress', '1 completed success']);
  });

  it('keep every quote of a script beside an expression', async () => {
    await using stage = new Stage(
      steps(`- run: |
    echo '{"a":1}' 'it''s' \${{ github.ref_name }} "'"
`),
    );
    await stage.play();
    expect(stage.output('build')).toEqual(['{"a":1} its main \'']);
  });

  it('stop at the first failing command; pipefail holds where bash is named', async () => {
    await using stage = new Stage(
      steps(`- run: |
    false | true
    echo unnamed goes on
- run: |
    false | true
    echo never
  shell: bash
- run: echo never
- run: echo after \${{ job.status }}
  if: failure()
`),
    );
    await stage.play();
    expect(stage.output('build')).toEqual([
      'unnamed goes on',
      '##[error]Process completed with exit code 1.',
      'after failure',
    ]);
    expect(stage.conclusion()).toBe('failure');
  });

  it('see an environment made from nothing, with three levels of env', async () => {
    process.env['LEAK'] = 'ours';
    const env = 'env: { A: workflow, B: workflow, C: workflow }\non: push';
    const [text] = Object.values(
      steps(
        `- run: echo $A $B $C [$LEAK] $CI\n  env: { C: "step \${{ env.B }}" }\n- run: env | cut -d= -f1 | sort\n`,
        'env: { B: job, C: job }',
      ),
    );
    await using stage = new Stage({ '.github/workflows/main.yml': (text ?? '').replace('on: push', env) });
    await stage.play();
    const [line, ...names] = stage.output('build');
    expect(line).toBe('workflow job step job [] true');
    const known = /^(A|B|C|CI|HOME|LANG|PATH|PWD|SHLVL|_|GIT_CONFIG_NOSYSTEM|GITHUB_\w+|RUNNER_\w+)$/;
    expect(names.filter((name) => !known.test(name))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(['GITHUB_SHA', 'GITHUB_EVENT_PATH', 'GITHUB_STEP_SUMMARY', 'RUNNER_TEMP']),
    );
    delete process.env['LEAK'];
  });

  it('hand values on by files, in the heredoc format too', async () => {
    await using stage = new Stage(
      steps(`- id: first
  run: |
    echo "one=1" >> $GITHUB_OUTPUT
    printf 'many<<END\\na=b\\nlast\\nEND\\n' >> $GITHUB_OUTPUT
    echo "WORD=hello" >> $GITHUB_ENV
    mkdir bin; printf '#!/bin/sh\\necho tool' > bin/tool; chmod +x bin/tool
    echo "$PWD/bin" >> $GITHUB_PATH
    echo "# Summary" >> $GITHUB_STEP_SUMMARY
- run: |
    echo "\${{ steps.first.outputs.one }} $WORD \${{ env.WORD }} $(tool)"
    echo "\${{ steps.first.outputs.many }}"
`),
    );
    await stage.play();
    expect(stage.output('build')).toEqual(['1 hello hello tool', 'a=b', 'last']);
    expect(stage.runner.notes(1)[0]?.summary).toBe('# Summary\n');
  });

  it('fail by a malformed file', async () => {
    await using stage = new Stage(steps('- run: echo nonsense >> $GITHUB_OUTPUT\n- run: echo never\n'));
    await stage.play();
    expect(stage.output('build')).toEqual(["##[error]GITHUB_OUTPUT: Invalid format 'nonsense'"]);
  });

  it('may fail and go on', async () => {
    await using stage = new Stage(
      steps(`- id: weak
  run: exit 3
  continue-on-error: true
- run: echo \${{ steps.weak.outcome }} \${{ steps.weak.conclusion }}
`),
    );
    await stage.play();
    expect(stage.output('build').at(-1)).toBe('failure success');
    expect(stage.conclusion()).toBe('success');
  });

  it('have shells and folders by default, of the job before the workflow', async () => {
    await using stage = new Stage({
      '.github/workflows/main.yml': `on: push
defaults: { run: { shell: sh, working-directory: a } }
jobs:
  build:
    runs-on: ubuntu-latest
    defaults: { run: { working-directory: / } }
    steps:
      - run: echo "$(pwd) \${BASH_VERSION:-not bash}"
      - run: pwd
        working-directory: /tmp
`,
    });
    await stage.play();
    expect(stage.output('build')).toEqual(['/ not bash', '/tmp']);
  });

  it('end when their time is over, with all that they started', async () => {
    await using stage = new Stage(
      steps(`- run: |
    sleep 30 &
    echo $! > \${{ runner.temp }}/pid
    wait
  timeout-minutes: 0.2
- if: always()
  run: |
    sleep 0.4
    ps -o stat= -p $(cat \${{ runner.temp }}/pid) | grep -v Z && echo alive || echo gone
`),
    );
    await stage.play();
    expect(stage.output('build').at(-1)).toBe('gone');
    expect(stage.output('build')[0]).toMatch(/has timed out after 0.2 minutes/);
    expect(stage.conclusion()).toBe('failure');
  });
});
