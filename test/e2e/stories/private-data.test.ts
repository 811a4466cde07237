// Data behind a login: only the trusted run may open them, on the default branch, in an environment of its own. A pull request's run has a sample.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import { gateOf, propose, releaseOf } from '../../../scripts/demo/story/follow.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { parseEvidence } from '../../../src/core/gate/parse-evidence.ts';
import { rowKeyOf } from '../../../src/core/ledger/row-key.ts';
import { readSketch, rowHash } from '../../../src/core/ledger/row-sketch.ts';
import { type Environments, watchEnvironments } from './environments.ts';
import { answerTo, better, endWith, ledgerOf, onlyLending, settled, startLending } from './lending.ts';
import { artifactOf } from './release.ts';

const run = promisify(execFile);
const secret = 'token-that-opens-the-data-51c07e';
const ledgerKey = '7c0ffee0ddba11'.repeat(3);
const environment = 'aval-data';
const source = 'sources/applications.yaml';
const lock = 'sources/applications.lock.yaml';
const holdout = '.github/workflows/aval-holdout.yaml';
/** What every row of the private data has, and none of the sample. */
const privateRow = /gc\d{4}/;
const payroll = 'name,salary\nOlivia,99000\n';

let story: Awaited<ReturnType<typeof startLending>>;
let environments: Environments;
let server: Server;
let folder = '';
let authority = '';
let host = '';
const files = new Map<string, string>([['/payroll.csv', payroll]]);
const asked: { readonly path: string; readonly opened: boolean }[] = [];

/** A file server that shows nothing to who does not say the token. */
async function serve(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'aval-private-'));
  authority = join(folder, 'authority.pem');
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  await writeFile(authority, cert);
  server = createServer({ key, cert }, ({ url = '', headers }, response) => {
    const opened = headers.authorization === `Bearer ${secret}`;
    asked.push({ path: url, opened });
    response.writeHead(opened ? 200 : 401).end(opened ? files.get(url) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  host = `localhost:${(server.address() as AddressInfo).port}`; // a listening TCP server has one
}

/** `aval data` in the clone, on a person's laptop. */
function data(clone: Clone, ...args: string[]) {
  const aval = join(import.meta.dirname, '../../../bin/aval.mjs');
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority };
  return {
    as: (credentials: string) =>
      run(process.execPath, [aval, 'data', ...args], {
        cwd: clone.folder,
        env: { ...env, AVAL_CREDENTIALS: credentials },
      }),
  };
}

/** Moves the rows out of the repository, and leaves some that nobody is behind. */
async function behindLogin(clone: Clone): Promise<void> {
  const file = join(clone.folder, 'data/german_credit.csv');
  const text = await readFile(file, 'utf8');
  files.set('/credit.csv', text);
  await rm(file);
  const some = text.split('\n').slice(0, 601).join('\n');
  await writeFile(join(clone.folder, 'data/sample.csv'), `${some.replaceAll('"gc', '"made')}\n`);
  await clone.edit(source, 'uri: data/german_credit.csv', `uri: https://${host}/credit.csv`);
  await clone.edit(source, 'access: repository', 'access: environment\nsample: data/sample.csv');
}

/** As the comments of the workflow say; and the runner trusts the server. */
async function uncomment(clone: Clone): Promise<void> {
  await clone.edit(holdout, `# environment: ${environment}`, `environment: ${environment}`);
  const step = `with:\n          credentials: \${{ secrets.AVAL_CREDENTIALS }}\n          ledger-key: \${{ secrets.AVAL_LEDGER_KEY }}\n        env:\n          NODE_EXTRA_CA_CERTS: ${authority}`;
  await clone.edit(holdout, /# with:\n *# {3}credentials: .*\n *# {3}ledger-key: .*/, step);
}

/** Asks for the rows with whatever the environment would give to a job. */
const steal = () => `name: steal
on: pull_request
permissions: {}
jobs:
  steal:
    runs-on: ubuntu-latest
    environment: ${environment}
    env:
      STOLEN: \${{ secrets.AVAL_CREDENTIALS }}
    steps:
      - run: |
          echo "$STOLEN" | rev
          curl -sk -H "authorization: \${STOLEN#*: }" https://${host}/credit.csv
`;

beforeAll(async () => {
  await serve();
  story = await startLending({
    prepare: async (clone) => {
      await onlyLending(clone);
      await behindLogin(clone);
      await data(clone, 'update', 'applications').as(`${host}: Bearer ${secret}`);
      await uncomment(clone);
    },
    environments: {
      [environment]: {
        AVAL_CREDENTIALS: `# the warehouse\n${host}: Bearer ${secret}\n`,
        AVAL_LEDGER_KEY: ledgerKey,
      },
    },
  });
  const { as, people, where } = story;
  const named = { ...where, environment_name: environment };
  await as(people.owner).rest.repos.createOrUpdateEnvironment({
    ...named,
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  await as(people.owner).rest.repos.createDeploymentBranchPolicy({ ...named, name: 'main' });
  environments = watchEnvironments(join(story.clone.folder, '..'), secret);
  asked.length = 0;
  await story.app.start();
});
afterAll(async () => {
  environments.end();
  server.close();
  await rm(folder, { recursive: true });
});

const runsOf = (event: string, sha?: string) =>
  [...story.repository.runs.values()].filter((one) => one.event === event && (sha ?? one.headSha) === one.headSha);
const logsOf = (runs: ReturnType<typeof runsOf>) =>
  [...story.repository.jobs.values()]
    .filter(({ runId }) => runs.some(({ id }) => id === runId))
    .map(({ log, check }) => log + JSON.stringify(check.output))
    .join('\n');

it('a laptop without the credential is told what to set, and reads no sample in its place', async () => {
  await rm(join(story.clone.folder, '.aval'), { recursive: true });
  const refused: { stderr?: string } = await data(story.clone, 'check')
    .as('')
    .catch((error: object) => error);
  expect(refused.stderr).toContain(`Set AVAL_CREDENTIALS to a line "${host}: `);
  expect(asked).toEqual([]);
});

it('the first version is made by the trusted run, which alone asks for the rows', async () => {
  await releaseOf(story, 'credit-risk@v1.0.0');
  await settled(story);
  const ledger = await ledgerOf(story);
  const [answer] = ledger.uses.map(({ closed }) => closed?.answer);
  if (answer?.outcome !== 'evaluated') throw new Error('no answer');
  expect(await ledger.evidence(answer.evidence)).toMatchObject({ level: 'reproduced', holdout: 'private' });
  expect(asked).toEqual([{ path: '/credit.csv', opened: true }]);
});

it('the ledger tells which rows these were only to who has its key', async () => {
  const [use] = (await ledgerOf(story)).uses;
  const answer = use?.closed?.answer;
  if (answer?.outcome !== 'evaluated' || answer.sketch === undefined) throw new Error('no sketch');
  const { tier } = readSketch(answer.sketch);
  const rows = (files.get('/credit.csv') ?? '').matchAll(/^"(gc\d{4})"/gm);
  const keys = [...rows].map(([, key = '']) => key);
  const found = (holdout: 'private' | 'readable') => {
    const hashes = new Set(keys.map((key) => rowHash(rowKeyOf(holdout, ledgerKey) ?? '', key, Number.NaN)));
    return [...tier].filter((hash) => hashes.has(hash)).length;
  };
  expect([found('private'), found('readable')]).toEqual([256, 0]);
});

it("a pull request's own run has a sample and says so; the trusted run decides on the rows", async () => {
  const before = asked.length;
  const pull = await propose(story, story.people.writer, 'better', [better]);
  expect(await gateOf(story, pull.head.sha)).toMatchObject({ conclusion: 'success' });
  await settled(story);
  const { evidence } = await answerTo(story, pull.number);
  expect(evidence).toMatchObject({ level: 'reproduced', tier: 'holdout', holdout: 'private' });
  const [own] = runsOf('pull_request', pull.head.sha);
  expect(own).toMatchObject({ conclusion: 'success' });
  const claimed = artifactOf(story, own?.id ?? 0).get('credit-risk/evidence.json');
  const { challenger, rows } = parseEvidence(claimed ?? new Uint8Array(), 'evidence.json');
  expect(challenger.definition).not.toBe(evidence.challenger.definition);
  expect(rows.evaluated).toBeLessThan(evidence.rows.evaluated);
  expect(asked.slice(before)).toEqual([{ path: '/credit.csv', opened: true }]);
});

it('a job of a branch that names the environment does not begin', async () => {
  const { clone, people, repository, as, where } = story;
  await clone.git('switch', '--quiet', '--create', 'steal', 'main');
  await writeFile(join(clone.folder, '.github/workflows/steal.yaml'), steal());
  await clone.commit('Steal');
  await clone.push(people.writer, repository.fullName, 'steal');
  await clone.git('switch', '--quiet', 'main');
  const before = asked.length;
  const { data: pull } = await as(people.writer).rest.pulls.create({
    ...where,
    head: 'steal',
    base: 'main',
    title: 'x',
  });
  await settled(story);
  const [stolen] = runsOf('pull_request', pull.head.sha).filter(({ name }) => name === 'steal');
  expect(stolen).toMatchObject({ conclusion: 'failure' });
  expect(logsOf(stolen === undefined ? [] : [stolen])).toContain(`is not allowed to deploy to ${environment}`);
  expect(asked.slice(before)).toEqual([]);
});

it('a change that points the source at another file of that host is refused, and nothing of the file is told', async () => {
  const before = { asked: asked.length, runs: runsOf('repository_dispatch').length };
  const locked = /^digest: .*$/m.exec(await readFile(join(story.clone.folder, lock), 'utf8'))?.[0] ?? '';
  const pull = await propose(story, story.people.writer, 'payroll', [
    [source, '/credit.csv', '/payroll.csv'],
    [lock, locked, `digest: sha256:${'1'.repeat(64)}`],
  ]);
  expect(await gateOf(story, pull.head.sha)).toMatchObject({ conclusion: 'action_required' });
  await settled(story);
  const runs = runsOf('repository_dispatch').slice(before.runs);
  expect(runs.length).toBeGreaterThan(0);
  expect(runs.every(({ conclusion }) => conclusion === 'failure')).toBe(true);
  const said = logsOf(runs);
  expect(said).toContain('source "applications" holds other bytes than its lock says');
  expect(said).not.toContain(digestOf(payroll).slice(7, 19));
  expect(new Set(asked.slice(before.asked).map(({ path }) => path))).toEqual(new Set(['/payroll.csv']));
});

it('nobody asked for data without the token, and neither it nor a row is in any log, artifact, comment or check', () => {
  const { repository } = story;
  expect(asked.filter(({ opened }) => !opened)).toEqual([]);
  const texts = [
    ...[...repository.artifacts.values()].flatMap(({ bytes, type }) =>
      (type === 'application/zip' ? Object.values(unzipSync(bytes)) : [bytes]).map((file) =>
        new TextDecoder('latin1').decode(file),
      ),
    ),
    logsOf([...repository.runs.values()]),
    JSON.stringify([...repository.comments.values()].map(({ body }) => body)),
    JSON.stringify([...repository.checkRuns.values()].map(({ output }) => output)),
  ].join('\n');
  expect(texts).toContain('roc_auc');
  for (const hidden of [secret, ledgerKey, 'Olivia,99000']) expect(texts).not.toContain(hidden);
  expect(texts).not.toMatch(privateRow);
  expect(environments.leaks).not.toEqual([]); // the runner's own way to hand an input to a step
  expect(environments.leaks.filter((command) => !/actions\/holdout\.js/.test(command))).toEqual([]);
});

endWith(() => story);
