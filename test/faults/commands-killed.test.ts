import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { avalJson, launcher, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';

let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
}, 60_000);
afterAll(() => repository[Symbol.dispose]());

/** Starts a command and kills it after so many milliseconds. True when it was killed before it ended. */
async function killed(args: readonly string[], after: number): Promise<boolean> {
  const child = spawn(process.execPath, [launcher, ...args], { cwd: repository.root, stdio: 'ignore' });
  const ended = new Promise<boolean>((resolve) => child.once('close', (_, signal) => resolve(signal === 'SIGKILL')));
  await wait(after);
  child.kill('SIGKILL');
  return ended;
}

/** Kills a command at many moments, from start-up to its end, until it has survived once. Returns how often it was killed. */
async function killAtManyMoments(args: readonly string[], check: () => Promise<void>): Promise<number> {
  let times = 0;
  for (let after = 250; after < 6000; after += 60) {
    if (!(await killed(args, after))) return times;
    times++;
    await check();
  }
  throw new Error(`aval ${args.join(' ')} never ended by itself`);
}

test('train killed at any moment leaves no partial package: the next run trains or takes a whole one', async () => {
  const times = await killAtManyMoments(['train', 'credit-risk'], async () => undefined);
  expect(times).toBeGreaterThan(2);
  expect(await avalJson(repository.root, 'train', 'credit-risk')).toMatchObject({
    outcome: 'ok',
    models: [{ from: 'cached' }],
  });
}, 120_000);

test('publish killed at any moment: a tag stands only for a package and evidence that verify, and running again finishes', async () => {
  const times = await killAtManyMoments(['publish', 'credit-risk'], async () => {
    if (repository.git('tag', '--list') === '') return;
    expect(await avalJson(repository.root, 'verify', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  });
  expect(times).toBeGreaterThan(2);
  expect(await avalJson(repository.root, 'publish', 'credit-risk')).toMatchObject({
    models: [{ kind: 'kept', version: '1.0.0' }],
  });
  expect(await avalJson(repository.root, 'verify', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  expect(repository.git('status', '--porcelain')).toBe('');
}, 120_000);
