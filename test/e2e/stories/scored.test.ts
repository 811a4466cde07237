// A model that someone's own program trains: its package is made by the pull request's own run, and scored by base's code. The program puts
// something new into every package, so that packages of the same definition can be told apart.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import { gateOf, merge, releaseOf, until } from '../../../scripts/demo/story/follow.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { parseManifest } from '../../../src/core/registry/package-manifest.ts';
import { logisticModel } from '../../engines/onnx/onnx-writer.ts';
import { answerTo, endWith, ledgerOf, modelFile, onlyLending, settled, startLending } from './lending.ts';
import { artifactOf, packageAmong, tagOf } from './release.ts';

let story: Awaited<ReturnType<typeof startLending>>;
let number = 0;
let head = '';

const program = `import { readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
const spec = JSON.parse(readFileSync(process.env.AVAL_SPEC, 'utf8'));
const model = '${Buffer.from(logisticModel([0.35, 0.1], -0.85)).toString('base64')}';
writeFileSync(spec.outputs.model, Buffer.from(model, 'base64'));
writeFileSync(spec.outputs.parameters, JSON.stringify({ made: randomUUID() }));
`;
const train = `train:
  engine: command
  run: [node, training/train.mjs]
  files: [training/train.mjs]
  lock: training/lock.json
  seed: 7
`;
/** Uploads what looks like the package, by a workflow that is not ours. */
const planted = `name: planted
on: pull_request
permissions: {}
jobs:
  plant:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir -p aval-out/credit-risk && echo '{}' > aval-out/credit-risk/manifest.json
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f
        with: { name: aval-credit-risk, path: aval-out }
`;

async function write({ folder }: Clone, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The model, trained by a program, on two numbers. */
async function byProgram(clone: Clone): Promise<void> {
  const file = join(clone.folder, modelFile);
  const text = await readFile(file, 'utf8');
  const edited = text
    .replace(/^features: .*$/m, 'features: [applicant:duration, applicant:amount]')
    .replace(/^ {2}- oneHot: .*\n/m, '')
    .replace(/^train:\n(?: .*\n)+/m, train);
  await writeFile(file, edited);
}

beforeAll(async () => {
  story = await startLending({
    prepare: async (clone) => {
      await onlyLending(clone);
      await write(clone, { 'training/train.mjs': program, 'training/lock.json': '{}\n' });
    },
  });
  await story.app.start();
  await settled(story);
});

const ownRuns = () =>
  [...story.repository.runs.values()].filter(
    ({ event, headSha, path }) => event === 'pull_request' && headSha === head && path.endsWith('/aval.yaml'),
  );

/** What an own run made, in the folder of the model. */
function madeBy(run: number) {
  const files = [...artifactOf(story, run)].map(([name, bytes]) => [name.replace('credit-risk/', ''), bytes] as const);
  const manifest = new Map(files).get('manifest.json') ?? new Uint8Array();
  const named = new Set(['manifest.json', ...parseManifest(manifest).files.map(({ path }) => assetName(path))]);
  return packageAmong(new Map(files.filter(([name]) => named.has(name))));
}

it("the package that the pull request's own run made is scored on the holdout, and no other under its name", async () => {
  const { clone, people, repository, as, where } = story;
  await clone.git('switch', '--quiet', '--create', 'program');
  await byProgram(clone);
  await write(clone, { '.github/workflows/planted.yaml': planted });
  await clone.commit('Train it by a program');
  await clone.push(people.writer, repository.fullName, 'program');
  head = await clone.git('rev-parse', 'HEAD');
  const { data } = await as(people.writer).rest.pulls.create({
    ...where,
    head: 'program',
    base: 'main',
    title: 'ONNX',
  });
  number = data.number;
  await gateOf(story, head);
  const { use, answer, evidence } = await answerTo(story, number);
  const [run, ...more] = ownRuns();
  expect(more).toEqual([]);
  const made = madeBy(run?.id ?? 0);
  expect(use.reserved.given).toEqual({ package: made.digest, run: run?.id });
  expect(answer.package).toBe(made.digest);
  expect(evidence).toMatchObject({ level: 'scored', tier: 'holdout', challenger: { package: made.digest } });
  const artifacts = [...repository.artifacts.values()].filter(({ name }) => name === 'aval-credit-risk');
  expect(new Set(artifacts.map(({ runId }) => repository.runs.get(runId)?.path))).toContain(
    '.github/workflows/planted.yaml',
  );
});

it('a later run of the same head makes another package, which takes no place', async () => {
  const { people, as, where } = story;
  const before = await answerTo(story, number);
  for (const state of ['closed', 'open'] as const)
    await as(people.writer).rest.pulls.update({ ...where, pull_number: number, state });
  await until('a second own run', async () => ownRuns()[1]?.conclusion ?? undefined);
  await settled(story);
  const packages = ownRuns().map(({ id }) => madeBy(id).digest);
  expect(new Set(packages).size).toBe(2);
  expect(await answerTo(story, number)).toEqual(before);
});

it('another commit with the same definition asks about the package that its own run made', async () => {
  const { clone, people, repository } = story;
  const verdict = await gateOf(story, head);
  await clone.git('switch', '--quiet', 'program');
  await write(clone, { 'notes.txt': 'Nothing of the model.\n' });
  await clone.commit('Notes');
  await clone.push(people.writer, repository.fullName, 'program');
  head = await clone.git('rev-parse', 'HEAD');
  expect(await gateOf(story, head)).toEqual(verdict);
  const uses = (await ledgerOf(story)).of(number);
  expect(uses.map(({ reserved }) => reserved.commit)).toContain(head);
  expect(new Set(uses.map(({ reserved }) => reserved.definition)).size).toBe(1);
  expect(uses.map(({ reserved }) => reserved.given?.package)).toContain(madeBy(ownRuns()[0]?.id ?? 0).digest);
  expect(uses).toHaveLength(2);
});

it('merged, the package that was scored is what is released', async () => {
  expect(await gateOf(story, head)).toMatchObject({ conclusion: 'success' });
  const uses = (await ledgerOf(story)).of(number);
  await merge(story, story.people.owner, number);
  await releaseOf(story, 'credit-risk@v2.0.0');
  const { record } = await tagOf(story, 'credit-risk@v2.0.0');
  expect(record.package).toBe(uses.at(-1)?.reserved.given?.package);
});

endWith(() => story);
