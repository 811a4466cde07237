// The world of the stories: the demo's own, with one model, an account of what it cost, and questions that only a test asks.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { LoggedRequest } from '../../../sandbox/server/request-log.ts';
import type { User } from '../../../sandbox/state/people.ts';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import { until } from '../../../scripts/demo/story/follow.ts';
import { type Story, type StoryOptions, startStory } from '../../../scripts/demo/story/world.ts';
import { parseEvidence } from '../../../src/core/gate/parse-evidence.ts';
import { type Ledger, ledgerBranch } from '../../../src/core/ledger/ledger.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import { repositoryAt } from '../../../src/engines/git/repository-at.ts';
import { readLedgerTree } from '../../../src/engines/workspace/ledger-tree.ts';

export const modelFile = 'models/credit-risk/model.yaml';
export const gatesFile = 'models/credit-risk/gates.yaml';
/** An edit that gives the model a feature more. */
export const adding = (feature: string) =>
  [modelFile, /(?<=^features: \[[^\n]*)\]/m, `, applicant:${feature}]`] as const;
/** What the holdout finds better, and what it finds unfair: young people who repay would be scored as riskier. */
export const better = adding('other_installment_plans');
export const unfair = adding('age');

const run = promisify(execFile);
const flights = [
  'models/flight-delay',
  'features/destination.yaml',
  'features/flight.yaml',
  'features/origin_traffic.yaml',
  'sources/airports.yaml',
  'sources/departures.yaml',
  'sources/departures.lock.yaml',
  'data/airports.csv',
  'data/departures.parquet',
];

/** Leaves credit-risk alone in the repository, and nobody waits a day. */
export async function onlyLending(clone: Clone): Promise<void> {
  for (const path of flights) await rm(join(clone.folder, path), { recursive: true });
  await clone.edit('aval.yaml', 'soak: {in: staging, for: 24h}', 'soak: {in: staging, for: 1s}');
}

/** Starts the world; the App is still to be started. */
export async function startLending(options: Omit<StoryOptions, 'folder'> = {}): Promise<Story & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'aval-story-'));
  const story = await startStory({ prepare: onlyLending, ...options, folder });
  return {
    ...story,
    async [Symbol.asyncDispose]() {
      await story.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Says at the end of a file what each story cost, and holds the world to its own rules. */
export function endWith(story: () => Story & AsyncDisposable, notes: readonly string[] = []): void {
  const seconds: string[] = [];
  let failed = false;
  // Every story goes on where the one before it ended.
  beforeEach(({ skip }) => {
    if (failed) skip();
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
    seconds.push(`${((Date.now() - (task.result?.startTime ?? Date.now())) / 1000).toFixed(1)} s  ${task.name}`);
  });
  it('nothing broke the description of GitHub, and the runner had no fault', () => {
    expect(story().sandbox.violations).toEqual([]);
    expect(story().faults).toEqual([]);
  });
  afterAll(async () => {
    console.log([...seconds.slice(0, -1), ...notes].join('\n'));
    await story()[Symbol.asyncDispose]();
  });
}

/** Resolves when no delivery is on its way, no workflow runs, and the App has looked at all of it. */
export async function settled({ sandbox, runner, app }: Story): Promise<void> {
  await until('everything is settled', async () => {
    await sandbox.idle();
    await runner.idle();
    await sandbox.idle(); // of a run that ended GitHub tells afterwards
    return (await app.quiet()) && sandbox.webhooks.inFlight === 0 ? true : undefined;
  });
}

/** The holdout ledger as its branch holds it, and the evidence beside it. */
export async function ledgerOf({ repository }: Story) {
  const git = repositoryAt(repository.gitDir);
  const head = await gitOf(repository.gitDir, 'rev-parse', '--verify', '--quiet', `refs/heads/${ledgerBranch}`).catch(
    () => undefined, // no entry yet
  );
  const tree = head === undefined ? undefined : await git.treeAt(parseSha(head));
  const ledger: Ledger = tree === undefined ? { entries: [], uses: [] } : await readLedgerTree(tree);
  return {
    ...ledger,
    /** Uses that were reserved for a pull request. */
    of: (pull: number) => ledger.uses.filter(({ reserved }) => reserved.pull === pull),
    async evidence(digest: string) {
      const path = `evidence/${digest.slice('sha256:'.length)}.json`;
      const bytes = (await tree?.read([path]))?.get(path);
      if (bytes === undefined) throw new Error(`the ledger has no ${path}`);
      return parseEvidence(bytes, path);
    },
  };
}

/** Of the one use that was reserved for a pull request, the answer. */
export async function answerTo(story: Story, pull: number) {
  const ledger = await ledgerOf(story);
  const [use, ...more] = ledger.of(pull);
  const answer = use?.closed?.answer;
  if (use === undefined || answer?.outcome !== 'evaluated' || more.length > 0)
    throw new Error(`#${pull} has no one answer: ${JSON.stringify(ledger.of(pull))}`);
  return { use, answer, evidence: await ledger.evidence(answer.evidence) };
}

/** git in the repository as GitHub holds it. */
export async function gitOf(gitDir: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', gitDir, ...args]);
  return stdout.trimEnd();
}

/** Names of the version tags, oldest first. */
export async function tagsOf({ repository }: Story): Promise<readonly string[]> {
  const names = await gitOf(repository.gitDir, 'for-each-ref', '--format=%(refname:short)', 'refs/tags');
  return names.split('\n').filter(Boolean);
}

/** Everything that was said on a pull request or issue, and by whom. */
export function saidOn({ repository }: Story, number: number) {
  return [...repository.comments.values()]
    .filter(({ issue }) => issue === number)
    .map(({ user, body, reactions }) => ({ by: user.login, body, reactions: reactions.map(({ content }) => content) }));
}

/** Says a line on a pull request. Gives the id of the comment. */
export async function say(story: Story, user: User, issue_number: number, body: string): Promise<number> {
  const { data } = await story.as(user).rest.issues.createComment({ ...story.where, issue_number, body });
  return data.id;
}

/** Waits for the App's reaction on a comment: its answer to a command. */
export function reactionOn({ repository }: Story, comment: number): Promise<string> {
  return until(
    `an answer to the comment ${comment}`,
    async () => repository.comments.get(comment)?.reactions.find(({ user }) => user.login === 'aval[bot]')?.content,
  );
}

export async function approve(story: Story, user: User, pull_number: number, commit_id: string): Promise<void> {
  await story.as(user).rest.pulls.createReview({ ...story.where, pull_number, event: 'APPROVE', commit_id });
}

/** Opens a pull request that reverts a merge, as the button does. */
export async function proposeRevert(story: Story, user: User, branch: string, merge: string) {
  const { clone, repository, as, where } = story;
  await clone.git('switch', '--quiet', '--create', branch, 'main');
  await clone.git('revert', '--no-edit', '-m', '1', merge);
  await clone.push(user, repository.fullName, branch);
  await clone.git('switch', '--quiet', 'main');
  const { data } = await as(user).rest.pulls.create({
    ...where,
    head: branch,
    base: 'main',
    title: `Revert ${branch}`,
  });
  return data;
}

/** What GitHub answers to whoever would merge: 200, or a refusal. */
export function mergeStatus({ as, where }: Story, user: User, pull_number: number): Promise<number> {
  return as(user)
    .rest.pulls.merge({ ...where, pull_number })
    .then(
      ({ status }) => status,
      (error: { status: number }) => error.status,
    );
}

/** What a push with one changed model may cost at most, whatever the number of models. What GitHub answers with 304 costs nothing of its limits. */
export const mostCalls = 10;

const evaluations = new Set([
  'repos/create-dispatch-event',
  'actions/list-workflow-runs-for-repo',
  'actions/list-workflow-run-artifacts',
  'actions/download-artifact',
]);

/** Requests of the App, counted from now on: those of a holdout evaluation have a budget of their own. */
export function countCalls({ sandbox }: Story) {
  const from = sandbox.requests.length;
  return () => {
    const all = sandbox.requests
      .slice(from)
      .filter(({ by, status }) => (by === 'aval[bot]' || by === 'aval') && status !== 304);
    const own = all.filter(({ operation }) => evaluations.has(operation));
    const rest = all.filter(({ operation }) => !evaluations.has(operation));
    return { calls: rest.length, evaluation: own.length, operations: operationsOf(rest) };
  };
}

function operationsOf(requests: readonly LoggedRequest[]): string {
  const counted = Map.groupBy(requests, ({ operation }) => operation);
  return [...counted].map(([operation, { length }]) => `${length} × ${operation}`).join(', ');
}
