import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOfJson, parseDigest } from '../../src/core/digest.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { levelOfUse } from '../../src/core/gate/spending-schedules.ts';
import { answerName, parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import { parseManifest } from '../../src/core/registry/package-manifest.ts';
import { verifyPackage } from '../../src/core/registry/package-verify.ts';
import { edit } from '../cli/aval.ts';
import { ledgerApp, slug } from './ledger-app.ts';
import { startWorld, type World } from './world.ts';

const model = 'models/credit-risk/model.yaml';
const where = { owner: 'olivia', repo: 'models' };

let world: World;
let app: Awaited<ReturnType<typeof ledgerApp>>;
beforeAll(async () => {
  world = await startWorld({
    workflows: ['aval-holdout.yaml'],
    prepare: (clone) => edit(clone, 'aval.yaml', 'description:', `app: ${slug}\ndescription:`),
  });
  app = await ledgerApp(world);
});
afterAll(async () => {
  app[Symbol.dispose]();
  await world[Symbol.asyncDispose]();
});

async function pullRequest(branch: string, feature: string): Promise<number> {
  const { writer } = world.people;
  await world.push(writer, branch, [model, 'applicant:housing]', `applicant:housing, ${feature}]`]);
  const { data } = await world.as(writer).rest.pulls.create({ ...where, head: branch, base: 'main', title: branch });
  await world.settle();
  return data.number;
}

function evidenceOf(files: Record<string, Uint8Array> | undefined): Evidence {
  const { answer } = parseAnswerFile(files?.['answer.json'] ?? new Uint8Array());
  if (answer.outcome !== 'evaluated') throw new Error(answer.reason);
  return answer.evidence;
}

const withoutRun = ({ run: _, ...evidence }: Evidence) => evidence;

let first: string;
let firstFiles: Record<string, Uint8Array> | undefined;

describe('an entry that the App reserved', () => {
  it('is answered by the code of the default branch: reproduced, on the holdout, at the level of its use', async () => {
    first = await app.reserve(await app.asked(await pullRequest('add-job', 'applicant:job'), 'credit-risk'));
    const { run, faults, files } = await app.evaluate(first);
    expect(faults).toEqual([]);
    expect(run).toMatchObject({
      conclusion: 'success',
      path: '.github/workflows/aval-holdout.yaml',
      head_branch: 'main',
    });
    const evidence = evidenceOf(files);
    expect(evidence).toMatchObject({
      level: 'reproduced',
      tier: 'holdout',
      holdout: 'readable',
      alpha: levelOfUse(1, 0.05),
      ledger: { entry: first, used: 1, budget: 32 },
      run: { id: String(run.id), attempt: 1, workflow: '.github/workflows/aval-holdout.yaml' },
    });
    const { 'answer.json': _, 'manifest.json': manifest = new Uint8Array(), ...rest } = files ?? {};
    const named = parseManifest(manifest).files.map(({ path }) => [path, rest[path.replaceAll('/', '.')]] as const);
    const item = verifyPackage(manifest, new Map(named.map(([path, bytes]) => [path, bytes ?? new Uint8Array()])));
    expect(item.digest).toBe(evidence.challenger.package);
    expect(Object.keys(rest)).toHaveLength(named.length);
    firstFiles = files;
    const log = [...world.repository.jobs.values()].map((job) => job.log).join('');
    expect(log).toContain('entry 0 of the holdout ledger: credit-risk');
    expect(log).not.toMatch(/auc|log_loss|0\.\d{2}/);
  });

  it('has the same answer when it is asked again', async () => {
    const { run, files } = await app.evaluate(first);
    expect(evidenceOf(files).run?.id).toBe(String(run.id));
    expect(withoutRun(evidenceOf(files))).toEqual(withoutRun(evidenceOf(firstFiles)));
    const { 'answer.json': _, ...again } = files ?? {};
    const { 'answer.json': __, ...before } = firstFiles ?? {};
    expect(again).toEqual(before);
  });

  it('is not answered to a writer, who may send the event as well', async () => {
    const { run, faults, files } = await app.evaluate(first, answerName(first), world.as(world.people.writer));
    expect(run.conclusion).toBe('failure');
    expect(faults).toContainEqual(expect.objectContaining({ level: 'error', title: 'holdout.sender' }));
    expect(files).toBeUndefined();
  });

  it('is not answered twice, and the next of the same rows is use 2', async () => {
    const evidence = evidenceOf(firstFiles);
    await app.close(first, {
      outcome: 'evaluated',
      account: evidence.account,
      package: evidence.challenger.package,
      evidence: digestOfJson(evidence),
      use: 1,
      alpha: evidence.alpha,
      run: 1,
    });
    expect((await app.evaluate(first)).faults).toContainEqual(expect.objectContaining({ title: 'holdout.closed' }));
    const second = await app.reserve(await app.asked(await pullRequest('add-age', 'applicant:age'), 'credit-risk'));
    const { faults, files } = await app.evaluate(second);
    expect(faults).toEqual([]);
    expect(evidenceOf(files)).toMatchObject({
      account: evidence.account,
      alpha: levelOfUse(2, 0.05),
      ledger: { entry: second, used: 2, budget: 32 },
    });
  });

  it('is compared with what production runs, whose package the reading process is handed', async () => {
    await world.release();
    const entry = await app.reserve(
      await app.asked(await pullRequest('add-both', 'applicant:job, applicant:age'), 'credit-risk'),
    );
    const { faults, files } = await app.evaluate(entry);
    expect(faults).toEqual([]);
    expect(evidenceOf(files)).toMatchObject({ champion: { version: '1.0.0' }, ledger: { used: 3 } });
  });
});

it('no job wrote anything to GitHub, nothing broke its description, and the runner had no fault', () => {
  const byJobs = world.sandbox.requests.filter(({ by }) => by === 'github-actions[bot]');
  expect(new Set(byJobs.map(({ operation }) => operation))).toEqual(
    new Set([
      'users/get-by-username',
      'repos/get-release-by-tag',
      'repos/list-release-assets',
      'repos/get-release-asset',
    ]),
  );
  expect(world.sandbox.violations).toEqual([]);
  expect(world.reports).toEqual([]);
  expect(parseDigest(first, 'the first entry')).toBe(first);
});
