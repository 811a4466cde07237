// The GitHub story: first versions, three changes of one model as pull requests, a merge, a promotion with an approval, a rollback, and
// predictions by what staging runs meanwhile. GitHub, its runner, the App and the server are processes on loopback; the rows, the training and the verdicts are real.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servingKey } from '../../src/core/serving-report/signature.ts';
import { type DemoChange, demoChanges } from './changes.ts';
import { summary, timed, title } from './steps.ts';
import { ask } from './story/ask.ts';
import { gateBecomes, gateOf, merge, promotionOf, propose, releaseOf, until, type Verdict } from './story/follow.ts';
import { readingToken, type ServerProcess, startServer } from './story/server-process.ts';
import { type Story, startStory } from './story/world.ts';

const model = 'models/credit-risk/model.yaml';
const servingSecret = 'what the keys of servers are made of, long enough';
const icons: Readonly<Record<string, string>> = { success: '✅', failure: '❌', action_required: '⏳' };

/** Someone who looks at the story while everything is up: after the two changes were judged, and at its end. */
export interface Onlooker {
  changes?(story: Story): Promise<void>;
  end?(story: Story): Promise<void>;
}

/** Runs the story from an empty folder to its last line. */
export async function githubStory(onlooker: Onlooker): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aval-demo-'));
  let story: Story | undefined;
  let server: ServerProcess | undefined;
  try {
    title('A GitHub of our own, a runner, the App, and a repository as `aval init` makes it');
    const started = await begin(folder);
    story = started;
    await firstVersion(started);
    server = await serve(started, folder);
    const { green, red } = await twoChanges(started);
    await onlooker.changes?.(started);
    await land(started, green);
    await answered(server, '2.0.0');
    await rollBack(started);
    await answered(server, '1.0.0');
    await started.as(started.people.writer).rest.pulls.update({ ...started.where, pull_number: red, state: 'closed' });
    await undecided(started);
    summary();
    console.log(`\n  pages: ${started.repository.fullName} at ${pageOf(started)}`);
    await onlooker.end?.(started);
  } finally {
    await server?.stop();
    await story?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function begin(folder: string): Promise<Story> {
  let story: Story | undefined;
  await timed('start everything', async () => {
    story = await startStory({
      folder,
      settings: { SERVING_SECRET: servingSecret },
      prepare: async (clone) => {
        await clone.edit('aval.yaml', 'for: 24h', 'for: 5s'); // nobody waits a day for a demo
        await rm(join(clone.folder, 'models/flight-delay'), { recursive: true }); // one model is enough to show it
      },
    });
    await story.app.start();
    return say(`✓ ${pageOf(story)}`);
  });
  if (story === undefined) throw new Error('it did not start');
  return story;
}

async function firstVersion(story: Story): Promise<void> {
  title('The first version: what is on the default branch is evaluated on the holdout, tagged and released');
  await timed('first version', async () => {
    const release = await releaseOf(story, 'credit-risk@v1.0.0');
    return say(`✓ released ${release.name}, ${release.assets.length} files`, release.html_url);
  });
  await timed('promote it to staging: merge', () => mergePromotion(story, 'staging', '1.0.0'));
  await timed('to production: command, approval, merge', () => mergePromotion(story, 'production', '1.0.0'));
}

/** Staging, by a server that follows it: nobody tells it what to run. */
async function serve(story: Story, folder: string): Promise<ServerProcess> {
  title('Serve staging: a server follows what git says, and tells the App what it runs');
  const key = servingKey(servingSecret, story.repository.fullName);
  const options = { environment: 'staging', token: readingToken(story), key, cache: join(folder, 'serving') };
  const server = await startServer(story, options);
  await answered(server, '1.0.0');
  return server;
}

/** Asks for a prediction until this version answers. */
async function answered(server: ServerProcess, version: string): Promise<void> {
  await timed(`a prediction over HTTP, by ${version}`, () =>
    until(`credit-risk ${version} answers`, async () => {
      const { model_version, outputs } = await ask(server.address);
      if (model_version !== version) return undefined;
      return say(`✓ credit-risk ${version}: ${outputs[0]?.data[0]?.toFixed(3)} that this applicant will not repay`);
    }),
  );
}

async function twoChanges(story: Story): Promise<{ green: number; red: number }> {
  title('Two changes: each trains on the runner, then the App asks the holdout, by the code of the default branch');
  const [first, second] = demoChanges;
  if (first === undefined || second === undefined) throw new RangeError('two changes');
  return { green: await proposed(story, first), red: await proposed(story, second) };
}

async function proposed(story: Story, change: DemoChange): Promise<number> {
  const added = change.features.map((feature) => `, applicant:${feature}`).join('');
  const edit = [model, /(?<=^features: \[[^\n]*)\]/m, `${added}]`] as const;
  const pull = await propose(story, story.people.writer, change.branch, [edit], { title: change.message });
  await timed(`#${pull.number} ${change.message.toLowerCase()}`, async () =>
    said(await gateOf(story, pull.head.sha), pull.html_url),
  );
  return pull.number;
}

async function land(story: Story, number: number): Promise<void> {
  title('Merge the one that passes: a version, its release, and the pull request that promotes it');
  await timed('merge: what was judged is released', async () => {
    await merge(story, story.people.owner, number);
    const release = await releaseOf(story, 'credit-risk@v2.0.0');
    return say(`✓ released ${release.name}`, release.html_url);
  });
  await timed('promote it to staging: merge', () => mergePromotion(story, 'staging', '2.0.0'));
}

async function rollBack(story: Story): Promise<void> {
  title('Roll back: revert the promotion; one approval, nothing is compared');
  const { clone, people, repository, where, as } = story;
  await timed('revert, approval, merge', async () => {
    await clone.git('switch', '--quiet', '--create', 'back', 'main');
    await clone.git('revert', '--no-edit', '-m', '1', 'HEAD');
    await clone.push(people.writer, repository.fullName, 'back');
    const title = 'Revert "Promote credit-risk 2.0.0 to staging"';
    const { data } = await as(people.writer).rest.pulls.create({ ...where, head: 'back', base: 'main', title });
    return approveAndMerge(story, data);
  });
}

async function undecided(story: Story): Promise<void> {
  title('A stricter policy, then a change that this many rows cannot decide');
  const change = demoChanges.at(-1);
  if (change?.rule === undefined) throw new RangeError('the last change comes with a rule');
  const { people } = story;
  const edit = ['models/credit-risk/gates.yaml', /^gates:\n/m, `gates:\n${change.rule}`] as const;
  await timed('the risk owner asks for more', async () => {
    const pull = await propose(story, people.owner, 'stricter', [edit], {
      title: 'Ask for equal false-positive rates',
    });
    const verdict = await gateBecomes(story, pull.head.sha, 'success');
    await merge(story, people.owner, pull.number);
    return said(verdict, pull.html_url);
  });
  await proposed(story, change);
}

async function mergePromotion(story: Story, environment: string, version: string): Promise<string> {
  const { as, people, where } = story;
  if (environment === 'production') {
    const staging = await lastPromotion(story);
    const body = `/aval promote production ${staging.sha.slice(0, 12)}`;
    await as(people.writer).rest.issues.createComment({ ...where, issue_number: staging.number, body });
  }
  const pull = await promotionOf(story, environment, 'credit-risk', version);
  return environment === 'production' ? approveAndMerge(story, pull) : mergeWhenGreen(story, pull);
}

interface Opened {
  readonly number: number;
  readonly html_url: string;
  readonly head: { readonly sha: string };
}

async function approveAndMerge(story: Story, pull: Opened): Promise<string> {
  const { as, people, where } = story;
  said(await gateOf(story, pull.head.sha), pull.html_url);
  await as(people.reviewer).rest.pulls.createReview({
    ...where,
    pull_number: pull.number,
    commit_id: pull.head.sha,
    event: 'APPROVE',
  });
  return mergeWhenGreen(story, pull);
}

async function mergeWhenGreen(story: Story, pull: Opened): Promise<string> {
  const verdict = await gateBecomes(story, pull.head.sha, 'success');
  await merge(story, story.people.owner, pull.number);
  return said(verdict, pull.html_url);
}

async function lastPromotion({ as, people, where }: Story): Promise<{ number: number; sha: string }> {
  const { data } = await as(people.owner).rest.pulls.list({
    ...where,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 20,
  });
  const found = data.find(({ head }) => head.ref.startsWith('aval/promote/staging/'));
  if (found === undefined) throw new Error('nothing was promoted to staging');
  return { number: found.number, sha: found.head.sha };
}

function said({ conclusion, title }: Verdict, address: string): string {
  return say(`${title.includes("can't tell") ? '⚪' : (icons[conclusion] ?? '·')} ${title}`, address);
}

function say(text: string, address = ''): string {
  console.log(`  ${text}${address === '' ? '' : `\n    ${address}`}`);
  return text;
}

const pageOf = ({ sandbox, repository }: Story): string => `${sandbox.url}/${repository.fullName}`;

/** Leaves it up until the process is told to end. */
export async function untilTold(): Promise<void> {
  console.log('  It stays up: Ctrl-C ends it. People there: olivia (owner), walter (writer), rita (reviewer).');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
    setInterval(() => undefined, 60_000);
  });
}
