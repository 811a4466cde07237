import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { givenPackages } from '../../../app/holdout/given.ts';
import type { AppRepository } from '../../../app/repository.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { sampleContents, samplePackage } from '../../core/registry/sample-package.ts';
import { operations } from '../../github/installed.ts';
import { commitFiles, makeRepositoryWorld, type RepositoryWorld } from '../repository-world.ts';

const { resolved } = sampleContents();
let world: RepositoryWorld;
let repository: AppRepository;
let commits = 0;
beforeAll(async () => {
  world = await makeRepositoryWorld();
  repository = await world.open();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const newHead = () => commitFiles(world, 'change', { 'notes.txt': String(commits++) });
const look = (sha: string) => givenPackages(repository, { event: 'pull_request', sha })(resolved);

interface Made {
  readonly path?: string;
  readonly event?: string;
  readonly conclusion?: 'success' | 'failure' | 'none';
  /** Files of the artifact by name; null: there is none. */
  readonly files?: Readonly<Record<string, Uint8Array>> | null;
}

/** The files that an own run leaves of a package. */
function filesOf(item = samplePackage()): Record<string, Uint8Array> {
  const files = [...item.files].map(([path, bytes]) => [`credit-risk/${assetName(path)}`, bytes] as const);
  return {
    'credit-risk/manifest.json': manifestBytes(item.manifest),
    'credit-risk/evidence.json': new Uint8Array(2),
    ...Object.fromEntries(files),
  };
}

function run(headSha: string, { path, event, conclusion = 'success', files = filesOf() }: Made = {}): number {
  const { id } = world.sandbox.actions.createRun({
    repository: 'olivia/credit',
    name: 'aval',
    path: path ?? '.github/workflows/aval.yaml',
    event: event ?? 'pull_request',
    headSha,
    headBranch: 'change',
    headRepository: 'olivia/credit',
    actor: 'walter',
    attempt: 1,
    pullRequests: [],
    displayTitle: 'aval for pull request 1',
  });
  const expiresAt = '2100-01-01T00:00:00Z';
  if (files !== null)
    world.sandbox.actions.addArtifact(id, { name: 'aval-credit-risk', bytes: zipSync(files), expiresAt });
  if (conclusion !== 'none') world.sandbox.actions.updateRun(id, { status: 'completed', conclusion });
  return id;
}

it('is what the own run of this head made, and costs three calls', async () => {
  const sha = await newHead();
  const id = run(sha);
  const planted = filesOf(samplePackage('definition', new Map([['trees.json', new Uint8Array(3)]])));
  run(sha, { path: '.github/workflows/planted.yaml', files: planted });
  run(sha, { event: 'push', files: planted });
  run(await newHead(), { files: planted });
  const from = world.sandbox.requests.length;
  expect(await look(sha)).toEqual({ kind: 'given', given: { package: samplePackage().digest, run: id } });
  expect(operations(world, from)).toEqual([
    'actions/list-workflow-runs-for-repo',
    'actions/list-workflow-run-artifacts',
    'actions/download-artifact',
  ]);
});

it('of several that ended well, the newest counts', async () => {
  const sha = await newHead();
  run(sha);
  const other = samplePackage('definition', new Map([['trees.json', new Uint8Array(3)]]));
  const id = run(sha, { files: filesOf(other) });
  run(sha, { conclusion: 'failure', files: null });
  expect(await look(sha)).toEqual({ kind: 'given', given: { package: other.digest, run: id } });
});

const { 'credit-risk/prepare.json': _, ...less } = filesOf();
it.each<[string, Made | undefined, string, RegExp]>([
  ['there is no run', undefined, 'none', /has not run for this commit yet/],
  ['it goes on', { conclusion: 'none' }, 'running', /run \d+ has not ended yet/],
  ['it failed', { conclusion: 'failure' }, 'ended', /run \d+ ended with failure/],
  ['it left nothing', { files: null }, 'ended', /has no artifact aval-credit-risk/],
  ['it left a file less', { files: less }, 'ended', /refused: .*"prepare.json" is not there/],
  [
    'it left other bytes',
    { files: { ...filesOf(), 'credit-risk/prepare.json': new Uint8Array(1) } },
    'ended',
    /1 bytes/,
  ],
  ['it left a file above', { files: { ...filesOf(), 'x.json': new Uint8Array() } }, 'ended', /the name "x.json"/],
  ['it is of another definition', { files: filesOf(samplePackage('other')) }, 'ended', /another definition/],
])('is waited for where %s', async (_, made, state, reason) => {
  const sha = await newHead();
  if (made !== undefined) run(sha, made);
  expect(await look(sha)).toEqual({
    kind: 'missing',
    run: state,
    reason: expect.stringMatching(new RegExp(`^the package that its own run makes: .*${reason.source}`)),
  });
});

it('what GitHub does not answer is an error, not a package that is missing', async () => {
  const sha = await newHead();
  run(sha);
  world.sandbox.faults.add({ operation: 'actions/download-artifact', kind: 'refuse', status: 500 });
  await expect(look(sha)).rejects.toMatchObject({ status: 500 });
});

it('is not looked for where its data can be read in the trusted run only: no run may read them and start its program', async () => {
  const sources = new Map(
    [...resolved.sources].map(([name, one]) => [name, { ...one, access: 'environment' as const }]),
  );
  const from = world.sandbox.requests.length;
  const sha = await newHead();
  expect(await givenPackages(repository, { event: 'pull_request', sha })({ ...resolved, sources })).toMatchObject({
    kind: 'missing',
    run: 'ended',
    reason: expect.stringContaining('no run may both start that and read source'),
  });
  expect(operations(world, from)).toEqual([]);
});
