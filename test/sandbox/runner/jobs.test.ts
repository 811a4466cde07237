import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indent, Stage, workflow } from './stage.ts';

/** A job of one step. */
const job = (id: string, run: string, keys = '') =>
  `${id}:\n  runs-on: ubuntu-latest\n${keys === '' ? '' : `${indent(keys, 2)}\n`}  steps:\n    - run: ${run}\n`;

describe('jobs', () => {
  it('wait for those they need, and get their outputs and results', async () => {
    await using stage = new Stage(
      workflow(`a:
  runs-on: ubuntu-latest
  outputs: { word: "\${{ steps.x.outputs.word }}" }
  steps: [{ id: x, run: 'echo word=hello >> $GITHUB_OUTPUT' }]
${job('b', `echo \${{ needs.a.outputs.word }} \${{ needs.a.result }}`, 'needs: [a]')}`),
    );
    await stage.play();
    expect(stage.output('b')).toEqual(['hello success']);
  });

  it('are skipped after a failure, also through others, unless they say otherwise', async () => {
    await using stage = new Stage(
      workflow(
        job('a', 'exit 1') +
          job('b', 'echo b', 'needs: a') +
          job('c', `echo \${{ needs.a.result }}`, 'needs: a\nif: always()') +
          job('d', 'echo d', 'needs: c') +
          job('e', 'echo e', 'needs: a\nif: failure()') +
          job('f', 'echo f', 'needs: b\nif: "!cancelled()"'),
      ),
    );
    await stage.play();
    const conclusions = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => stage.job(name).conclusion);
    expect(conclusions).toEqual(['failure', 'skipped', 'success', 'skipped', 'success', 'success']);
    expect(stage.output('c')).toEqual(['failure']);
    expect(stage.conclusion()).toBe('failure');
  });

  it('that are tolerated do not fail the run, and those after them see a success', async () => {
    await using stage = new Stage(
      workflow(job('a', 'exit 1', 'continue-on-error: true') + job('b', `echo \${{ needs.a.result }}`, 'needs: a')),
    );
    await stage.play();
    expect(stage.job('a').conclusion).toBe('failure');
    expect(stage.output('b')).toEqual(['success']);
    expect(stage.conclusion()).toBe('success');
  });

  it('end when their time is over', async () => {
    await using stage = new Stage(workflow(job('a', 'sleep 20', 'timeout-minutes: 0.2')));
    await stage.play();
    expect(stage.job('a').conclusion).toBe('cancelled');
    expect(stage.job('a').log).toContain('exceeded the maximum execution time of 0.2 minutes');
    expect(stage.conclusion()).toBe('cancelled');
  });

  it('run at once, up to the limit given', async () => {
    const many = ['a', 'b', 'c', 'd'].map((id) => job(id, 'sleep 0.3')).join('');
    await using stage = new Stage(workflow(many), { maxJobs: 4 });
    const start = performance.now();
    await stage.play();
    expect(performance.now() - start).toBeLessThan(1100);
    await using serial = new Stage(workflow(many), { maxJobs: 1 });
    const second = performance.now();
    await serial.play();
    expect(performance.now() - second).toBeGreaterThan(1200);
  });

  it('leave nothing running behind', async () => {
    await using stage = new Stage(workflow(job('a', '"(trap \'\' INT TERM; sleep 30) > /dev/null 2>&1 & echo $!"')));
    await stage.play();
    const pid = Number(stage.output('a')[0]);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('of labels that the sandbox has not are refused', async () => {
    await using stage = new Stage(workflow('a:\n  runs-on: windows-latest\n  steps: [{ run: echo }]\n'));
    await stage.play();
    expect(stage.output('a')).toEqual(["##[error]runs-on: no runner has the label 'windows-latest'"]);
  });
});

describe('what the sandbox does not do', () => {
  it('is refused where it is asked for', async () => {
    await using stage = new Stage(workflow(job('a', `echo \${{ hashFiles('**') }}`)));
    await stage.play();
    expect(stage.output('a')).toEqual(['##[error]hashFiles() is not supported by the sandbox runner']);
    expect(stage.conclusion()).toBe('failure');
  });
});

describe('an invalid workflow', () => {
  it.each([
    ['on: push\njobs:\n  a:\n    runs-on: x\n    needs: b\n    steps: []\n', /no dependencies/],
    [
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: "\${{ nothing.here }}" }]\n`,
      /Unrecognized named-value/,
    ],
    ['on: push\njobs:\n  a: { uses: ./.github/workflows/x.yml }\n', /reusable workflows are not supported/],
    ['on: push\njobs: {\n', /main.yml/],
  ])('is a failed run without jobs: %j', async (text, message) => {
    await using stage = new Stage({ '.github/workflows/main.yml': text });
    await stage.play();
    expect(stage.conclusion()).toBe('failure');
    expect(stage.jobs.size).toBe(0);
    expect(stage.reports[0]).toMatch(message);
  });
});

/** A killed process that nobody waits for stays as a zombie; it runs no more. */
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}
