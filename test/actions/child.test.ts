import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { leavingFaults } from '../../actions/child/faults.ts';
import { type ChildLimits, runChild } from '../../actions/child/run-child.ts';
import { AvalError } from '../../src/core/errors.ts';

const limits: ChildLimits = { memoryLimit: '1GB', timeLimit: '1m', readable: true };
const { signal } = new AbortController();

/** Runs a program in a process of its own, and gives what it leaves in `said`. */
async function said(program: string, more: Partial<ChildLimits> = {}): Promise<unknown> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'aval-child-'));
  const entry = path.join(folder.path, 'entry.mjs');
  const output = path.join(folder.path, 'output');
  writeFileSync(entry, program);
  await runChild({ entry, job: { output }, folder: folder.path, output }, { ...limits, ...more }, signal);
  return JSON.parse(readFileSync(output, 'utf8'));
}

const telling = (value: string) => `import { readFileSync, writeFileSync } from 'node:fs';
const { output } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
writeFileSync(output, JSON.stringify(${value}));`;

test('a process that reads data has no variable of the run, whatever secrets are in it', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('INPUT_CREDENTIALS', 'data.example.org: Bearer secret');
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', 'secret');
  const variables = await said(telling('process.env'));
  vi.unstubAllEnvs();
  expect(Object.keys(variables as object).sort()).toEqual(['PATH', 'TMPDIR']);
});

test('a process that ends and says nothing is a fault of the platform', async () => {
  await expect(said('process.exitCode = 3')).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'action.process', message: expect.stringContaining('code 3') }],
  });
});

test('faults that it left are thrown as they are, and without their words where rows are private', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'aval-child-'));
  const entry = path.join(folder.path, 'entry.mjs');
  writeFileSync(entry, 'process.exitCode = 1');
  await leavingFaults(folder.path, async () => {
    throw new AvalError('config', { rule: 'data.check', message: 'row 7 holds "Ada"', hint: 'Mend it.' });
  });
  const run = (readable: boolean) =>
    runChild({ entry, job: {}, folder: folder.path, output: folder.path }, { ...limits, readable }, signal);
  const told = { rule: 'data.check', message: 'row 7 holds "Ada"', hint: 'Mend it.' };
  await expect(run(true)).rejects.toMatchObject({ class: 'config', faults: [told] });
  await expect(run(false)).rejects.toMatchObject({ faults: [{ rule: 'data.check', message: /not repeated here/ }] });
});
