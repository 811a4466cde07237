import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, edit, launcher, templateRepository } from './aval.ts';

// A repository on a laptop, served. Each test goes on where the one before it stopped.
let repository: TemporaryRepository;
let server: ChildProcess | undefined;
let said = '';
let address = '';

const run = (...args: string[]) => avalJson(repository.root, ...args);
const infer = '/v2/models/credit-risk/infer';
const row = JSON.stringify({
  inputs: [
    { name: 'applicant:duration', datatype: 'INT64', shape: [1], data: [24] },
    { name: 'applicant:amount', datatype: 'FP64', shape: [1], data: [3000] },
    { name: 'applicant:purpose', datatype: 'BYTES', shape: [1], data: ['NewCar'] },
    { name: 'applicant:housing', datatype: 'BYTES', shape: [1], data: ['Own'] },
  ],
});

const answer = z.object({
  model_version: z.string().optional(),
  outputs: z.array(z.object({ data: z.array(z.number()) }).loose()).default([]),
  error: z.string().optional(),
});

async function ask(): Promise<z.output<typeof answer>> {
  const headers = { 'content-type': 'application/json' };
  return answer.parse(await (await fetch(`${address}${infer}`, { method: 'POST', headers, body: row })).json());
}

/** What the server says from now on, once it matches. */
async function hears(pattern: RegExp): Promise<string> {
  await fetch(`${address}/nudge`, { method: 'POST' });
  await expect.poll(() => said, { timeout: 15_000 }).toMatch(pattern);
  const found = said;
  said = '';
  return found;
}

beforeAll(async () => {
  repository = await templateRepository();
  const gates = readFileSync(path.join(repository.root, 'models/credit-risk/gates.yaml'), 'utf8');
  edit(repository, 'models/credit-risk/gates.yaml', gates.slice(gates.indexOf('  - metric: mean_score')), '');
  repository.commit('Only the ranking counts here: more would need more rows');
  await run('publish', 'credit-risk');
  for (const to of ['staging', 'production']) await run('promote', 'credit-risk', '--to', to);
  repository.commit('Run the first version');
});
afterAll(() => {
  server?.kill('SIGKILL');
  repository[Symbol.dispose]();
});

test('what is committed answers', async () => {
  server = spawn(process.execPath, [launcher, 'serve', 'production', '--port', '0', '--poll', '1h'], {
    cwd: repository.root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/credit-risk 1\.0\.0 answers/);
  address = /http:\/\/[\d.:]+/.exec(said)?.[0] ?? '';
  said = '';
  const { model_version, outputs } = await ask();
  expect(model_version).toBe('1.0.0');
  expect(outputs[0]?.data[0]).toBeGreaterThan(0);
  expect(outputs[0]?.data[0]).toBeLessThan(1);
});

test('a promotion that is committed is served, and a rollback that is committed brings the one before back', async () => {
  const [before] = (await ask()).outputs;
  edit(
    repository,
    'models/credit-risk/model.yaml',
    'applicant:housing]',
    'applicant:housing, applicant:other_installment_plans]',
  );
  repository.commit('One feature more');
  expect(await run('publish', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  await run('promote', 'credit-risk', '--to', 'production');
  expect((await ask()).model_version).toBe('1.0.0');
  repository.commit('Run the second version');
  await hears(/credit-risk 2\.0\.0 answers/);
  expect((await ask()).error).toContain('the input "applicant:other_installment_plans" is not there');
  await run('rollback', 'credit-risk');
  repository.commit('Back');
  await hears(/credit-risk 1\.0\.0 answers/);
  expect((await ask()).outputs).toEqual([before]);
});

test('a package that was tampered with never runs: what ran goes on, and why is said', async () => {
  edit(
    repository,
    'models/credit-risk/model.yaml',
    'applicant:other_installment_plans]',
    'applicant:savings_account_bonds]',
  );
  repository.commit('Another feature');
  expect(await run('publish', 'credit-risk')).toMatchObject({ outcome: 'ok' });
  await run('promote', 'credit-risk', '--to', 'production');
  repository.commit('Run the third version');
  const deployed = readFileSync(path.join(repository.root, 'environments/production/credit-risk.yaml'), 'utf8');
  const hex = /sha256:([0-9a-f]{64})/.exec(deployed)?.[1] ?? '';
  const folder = path.join(repository.root, '.aval/packages/packages/sha256', hex, 'model');
  const [file = ''] = readdirSync(folder);
  const bytes = readFileSync(path.join(folder, file), 'utf8');
  writeFileSync(path.join(folder, file), bytes.replace(/1/, '2'));
  expect(await hears(/can't run, what ran goes on/)).toMatch(/does not have the digest/);
  expect((await ask()).model_version).toBe('1.0.0');
  writeFileSync(path.join(folder, file), bytes);
  await hears(/credit-risk \d\.\d\.0 answers/);
});

test('told to stop, it ends in order, and what it answered is kept', async () => {
  if (server === undefined) throw new RangeError('the first test has started it');
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  const files = readdirSync(path.join(repository.root, 'predictions'), { recursive: true, encoding: 'utf8' });
  const kept = files.filter((file) => file.endsWith('.parquet'));
  expect(new Set(kept.map((file) => file.split('/')[0]))).toEqual(new Set(['credit-risk']));
  const buffers = kept.map((file) => readFileSync(path.join(repository.root, 'predictions', file)));
  const rows = (
    await Promise.all(buffers.map((bytes) => parquetReadObjects({ file: new Uint8Array(bytes).buffer })))
  ).flat();
  expect(rows.filter(({ version }) => version === '1.0.0').length).toBeGreaterThan(2);
  expect(rows[0]).toMatchObject({ model: 'credit-risk', 'applicant:purpose': 'NewCar', 'applicant:amount': 3000 });
});

test.each([
  [['serve', 'prodution'], 2, 'aval.yaml has no environment "prodution"'],
  [['serve', 'production', '--port', '99999'], 2, '--port: found "99999"'],
  [['serve', 'production', '--poll', 'soon'], 2, '--poll: found "soon"'],
  [['serve', 'production', '--repository', 'acme'], 2, '"acme" is not a repository'],
  [['serve', 'production', '--report', 'https://aval.example.com'], 2, '--report needs a key in AVAL_SERVING_KEY'],
])('aval %s ends with %i', async (args, code, message) => {
  const ran = await aval(repository.root, args, { GITHUB_TOKEN: 't' });
  expect(ran.stderr).toContain(message);
  expect(ran.code).toBe(code);
});
