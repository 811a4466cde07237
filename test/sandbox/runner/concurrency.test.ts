import { describe, expect, it } from 'vitest';
import type { RunnerEvent } from '../../../sandbox/runner/runner.ts';
import { Stage, steps, workflow } from './stage.ts';

const SLOW = (head: string) =>
  workflow(`a:\n  runs-on: ubuntu-latest\n  steps: [{ run: sleep 0.5 }]\n`, `on: push\n${head}`);

async function three(stage: Stage, event: Partial<RunnerEvent> = {}): Promise<(string | undefined)[]> {
  for (let index = 0; index < 3; index++) await stage.runner.handle(stage.event(event));
  await stage.runner.idle();
  return stage.runs.map((run) => run.conclusion);
}

describe('a concurrency group', () => {
  it('lets one run and one wait', async () => {
    await using stage = new Stage(SLOW('concurrency: one'));
    expect(await three(stage)).toEqual(['success', 'cancelled', 'success']);
    expect(stage.history.indexOf('1 completed success')).toBeLessThan(stage.history.indexOf('3 in_progress'));
  });

  it('cancels the one that runs if it says so', async () => {
    await using stage = new Stage(SLOW(`concurrency: { group: "\${{ github.ref }}", cancel-in-progress: true }`));
    expect(await three(stage)).toEqual(['cancelled', 'cancelled', 'success']);
  });

  it('may queue all', async () => {
    await using stage = new Stage(SLOW('concurrency: { group: one, queue: max }'));
    expect(await three(stage)).toEqual(['success', 'success', 'success']);
  });

  it('is of one repository', async () => {
    await using stage = new Stage(SLOW('concurrency: one'));
    await stage.runner.handle(stage.event());
    await stage.runner.handle(stage.event({ repository: 'acme/other' }));
    await stage.runner.handle(stage.event({ repository: 'acme/third' }));
    await stage.runner.idle();
    expect(stage.runs.map((run) => run.conclusion)).toEqual(['success', 'success', 'success']);
  });

  it('can hold jobs', async () => {
    const job = (id: string) => `${id}:
  runs-on: ubuntu-latest
  concurrency: one
  steps: [{ run: 'mkdir $LOCK; sleep 0.1; rmdir $LOCK' }]
`;
    await using stage = new Stage(
      workflow(job('a') + job('b'), `on: push\nenv: { LOCK: /tmp/runner-group-${process.pid} }`),
    );
    await stage.play();
    expect(['a', 'b'].map((name) => stage.job(name).conclusion)).toEqual(['success', 'success']);
  });
});

describe('a cancelled run', () => {
  it('interrupts its steps, and still runs those that always run', async () => {
    await using stage = new Stage(
      steps(`- run: |
    trap 'echo interrupted; exit 1' INT
    echo ready
    for i in $(seq 100); do sleep 0.1; done
- run: echo never
- run: echo clean up after \${{ job.status }}
  if: always()
- run: echo told
  if: cancelled()
`),
    );
    await stage.runner.handle(stage.event());
    await expect.poll(() => stage.jobs.get('1/build')?.steps.length, { timeout: 5000 }).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    stage.runner.cancel(1);
    await stage.runner.idle();
    expect(stage.output('build')).toEqual([
      'ready',
      'interrupted',
      '##[error]The operation was canceled.',
      'clean up after cancelled',
      'told',
    ]);
    expect(stage.conclusion()).toBe('cancelled');
    expect(stage.job('build').conclusion).toBe('cancelled');
  });

  it('kills what does not listen', async () => {
    await using stage = new Stage(steps(`- run: |\n    trap '' INT TERM\n    while true; do sleep 0.1; done\n`));
    await stage.runner.handle(stage.event());
    await new Promise((resolve) => setTimeout(resolve, 500));
    stage.runner.cancel(1);
    await stage.runner.idle();
    expect(stage.conclusion()).toBe('cancelled');
  });

  it('lets jobs go on that always run, and starts those', async () => {
    const job = (id: string, run: string, keys = '') =>
      `${id}:\n  runs-on: ubuntu-latest\n  ${keys}\n  steps: [{ run: ${run} }]\n`;
    await using stage = new Stage(
      workflow(
        job('a', 'sleep 20') +
          job('b', 'sleep 1', 'if: always()') +
          job('c', 'echo c', 'needs: a') +
          job('d', 'echo d', 'needs: a\n  if: always()'),
      ),
    );
    await stage.runner.handle(stage.event());
    await expect.poll(() => stage.jobs.get('1/a')?.status).toBe('in_progress');
    stage.runner.cancel(1);
    await stage.runner.idle();
    expect(['a', 'b', 'c', 'd'].map((name) => stage.job(name).conclusion)).toEqual([
      'cancelled',
      'success',
      'cancelled',
      'success',
    ]);
    expect(stage.conclusion()).toBe('cancelled');
  });

  it('can be run again, as its next attempt', async () => {
    await using stage = new Stage(
      steps('- run: echo attempt $GITHUB_RUN_ATTEMPT of $GITHUB_RUN_ID number $GITHUB_RUN_NUMBER\n'),
    );
    await stage.play();
    expect(stage.runner.rerun(1)).toMatchObject({ id: 1, attempt: 2 });
    await stage.runner.idle();
    expect(stage.output('build')).toEqual(['attempt 2 of 1 number 1']);
    expect(stage.runs).toHaveLength(1);
    expect(() => stage.runner.rerun(9)).toThrow('run 9: no such run');
  });
});
