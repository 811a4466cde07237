// One model through its life: first version, a change that is better, one that is unfair, one that loosens its own gates, reverts, a base that moves.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  commentOf,
  gateBecomes,
  gateOf,
  merge,
  promotionOf,
  propose,
  releaseOf,
  until,
} from '../../../scripts/demo/story/follow.ts';
import { digestOf } from '../../../src/core/digest.ts';
import {
  answerTo,
  approve,
  better,
  countCalls,
  endWith,
  gatesFile,
  gitOf,
  ledgerOf,
  mergeStatus,
  modelFile,
  mostCalls,
  proposeRevert,
  reactionOn,
  saidOn,
  say,
  settled,
  startLending,
  tagsOf,
  unfair,
} from './lending.ts';
import { artifactOf, assetsOf, packageAmong, releasesNamed, tagOf } from './release.ts';

let story: Awaited<ReturnType<typeof startLending>>;
const notes: string[] = [];
const merged: { green: string; promotion: string } = { green: '', promotion: '' };

beforeAll(async () => {
  story = await startLending();
  await story.app.start();
});

const checksOn = (sha: string) => [...story.repository.checkRuns.values()].filter(({ headSha }) => headSha === sha);
const runsNamed = (sha: string) => [...story.repository.runs.values()].filter(({ headSha }) => headSha === sha);
const stagingFile = 'environments/staging/credit-risk.yaml';
const onMain = (path: string) => gitOf(story.repository.gitDir, 'show', `main:${path}`);
const deploymentsOf = (sha: string) =>
  [...story.repository.deployments.values()].filter((deployment) => deployment.sha === sha);

describe('the first version', () => {
  it('is what landed before there was any: evaluated on main, tagged, released, offered to staging', async () => {
    await releaseOf(story, 'credit-risk@v1.0.0');
    const promotion = await promotionOf(story, 'staging', 'credit-risk', '1.0.0');
    expect(await gateOf(story, promotion.head.sha)).toMatchObject({ conclusion: 'success' });
    await merge(story, story.people.owner, promotion.number);
  });
});

describe('a change that is better', () => {
  it('is green by evidence of the App, and says so once', async () => {
    const { people } = story;
    const pull = await propose(story, people.writer, 'plans', [better], { title: 'Add instalment plans' });
    const { sha } = pull.head;
    expect(await gateOf(story, sha)).toMatchObject({
      conclusion: 'success',
      title: expect.stringContaining('credit-risk: promote.'),
    });
    await settled(story);
    const { answer, evidence } = await answerTo(story, pull.number);
    expect(evidence).toMatchObject({ tier: 'holdout', level: 'reproduced', model: 'credit-risk' });
    const holdout = story.repository.runs.get(answer.run);
    expect(holdout).toMatchObject({ event: 'repository_dispatch', headBranch: 'main', conclusion: 'success' });
    expect(runsNamed(sha)).toMatchObject([{ event: 'pull_request', conclusion: 'success' }]);
    const ours = checksOn(sha).filter(({ app }) => app.id === story.appId);
    expect(ours.map(({ name, conclusion }) => [name, conclusion]).sort()).toEqual([
      ['aval / credit-risk', 'success'],
      ['aval / gate', 'success'],
    ]);
    const said = saidOn(story, pull.number);
    expect(said).toMatchObject([{ by: 'aval[bot]' }]);
    expect(said[0]?.body).toContain('### ✅ credit-risk: promote.');
    const [, report = ''] = /\[report\]\((\S+)\)/.exec(said[0]?.body ?? '') ?? [];
    const page = await fetch(report);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('credit-risk-report.html');
    merged.green = await merge(story, people.owner, pull.number);
  });

  it('becomes a version: an annotated tag, and an immutable release of the very package that was judged', async () => {
    await releaseOf(story, 'credit-risk@v2.0.0');
    const tag = await tagOf(story, 'credit-risk@v2.0.0');
    const [pull] = [...story.repository.pulls.values()].filter(({ mergeCommitSha }) => mergeCommitSha === merged.green);
    const { answer, evidence } = await answerTo(story, pull?.number ?? 0);
    expect(tag.commit).toBe(merged.green);
    expect(tag.tagger).toMatch(/^aval\[bot\] <\d+\+aval\[bot\]@users\.noreply\.github\.com> /);
    expect(tag.record).toMatchObject({
      package: answer.package,
      evidence: answer.evidence,
      definition: evidence.challenger.definition,
    });
    const [release, ...more] = releasesNamed(story, 'credit-risk@v2.0.0');
    if (release === undefined) throw new Error('it was there a moment ago');
    expect(more).toEqual([]);
    expect(release).toMatchObject({ immutable: true, draft: false, author: { login: 'aval[bot]' } });
    const assets = await assetsOf(release);
    const judged = artifactOf(story, answer.run);
    const { digest, names } = packageAmong(assets);
    expect(digest).toBe(answer.package);
    for (const name of names) expect(assets.get(name), name).toEqual(judged.get(name));
    const others = [...assets].filter(([name]) => !names.includes(name));
    expect(others.map(([name, bytes]) => [name, digestOf(bytes)])).toEqual([
      [`evidence-${answer.evidence.slice('sha256:'.length)}.json`, answer.evidence],
    ]);
  });

  it('is promoted to staging by a pull request, and its deployment waits for serving to report', async () => {
    const promotion = await promotionOf(story, 'staging', 'credit-risk', '2.0.0');
    expect(await gateOf(story, promotion.head.sha)).toMatchObject({ conclusion: 'success' });
    merged.promotion = await merge(story, story.people.owner, promotion.number);
    const [deployment] = await until('a deployment to staging', async () => {
      const found = deploymentsOf(merged.promotion);
      return found[0]?.statuses.length === 1 ? found : undefined;
    });
    expect(deployment).toMatchObject({
      environment: 'staging',
      task: 'deploy:credit-risk',
      creator: { login: 'aval[bot]' },
      statuses: [{ state: 'in_progress' }],
    });
  });

  it('is promoted to production when a writer asks, and someone else with write access approves', async () => {
    const { people, as, where } = story;
    const { number, headSha } = await promotedTo('staging', '2.0.0');
    const asked = `/aval promote production ${headSha.slice(0, 12)}`;
    expect(await reactionOn(story, await say(story, people.stranger, number, asked))).toBe('-1');
    expect(await reactionOn(story, await say(story, people.writer, number, asked))).toBe('rocket');
    const promotion = await promotionOf(story, 'production', 'credit-risk', '2.0.0');
    const { sha } = promotion.head;
    await gateBecomes(story, sha, 'action_required');
    await approve(story, people.stranger, promotion.number, sha);
    await settled(story);
    expect(await gateOf(story, sha)).toMatchObject({
      conclusion: 'action_required',
      title: expect.stringContaining('waiting for 1 more approval'),
    });
    expect(await mergeStatus(story, people.owner, promotion.number)).toBe(405);
    await approve(story, people.reviewer, promotion.number, sha);
    expect(await gateBecomes(story, sha, 'success')).toMatchObject({ title: expect.stringContaining('by rita') });
    await merge(story, people.owner, promotion.number);
    const { data } = await as(people.owner).rest.repos.getContent({
      ...where,
      path: 'environments/production/credit-risk.yaml',
      mediaType: { format: 'raw' },
    });
    expect(data).toContain('2.0.0');
    await settled(story);
  });
});

/** The merged pull request that promoted a version. */
async function promotedTo(environment: string, version: string) {
  const branch = `aval/promote/${environment}/credit-risk/v${version}`;
  const found = [...story.repository.pulls.values()].find(({ head }) => head.ref === branch);
  if (found === undefined) throw new Error(`nobody promoted ${version} to ${environment}`);
  return { number: found.number, headSha: found.head.sha };
}

describe('a change that nobody has to judge', () => {
  it('is green at once: no question to the holdout, no training, few calls', async () => {
    const { people, sandbox } = story;
    const [before, calls] = [await ledgerOf(story), countCalls(story)];
    const dispatches = () => sandbox.requests.filter(({ operation }) => operation === 'repos/create-dispatch-event');
    const sent = dispatches().length;
    const pull = await propose(story, people.writer, 'words', [['README.md', '#', '# Our']]);
    expect(await gateOf(story, pull.head.sha)).toEqual({ conclusion: 'success', title: 'nothing to judge' });
    await settled(story);
    const spent = calls();
    notes.push(`a push that changes no model: ${spent.calls} calls (${spent.operations})`);
    expect(dispatches()).toHaveLength(sent);
    expect((await ledgerOf(story)).entries).toHaveLength(before.entries.length);
    const [run] = runsNamed(pull.head.sha);
    const jobs = [...story.repository.jobs.values()].filter(({ runId }) => runId === run?.id);
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toContainEqual(['evaluate', 'skipped']);
    expect(saidOn(story, pull.number)).toEqual([]);
    expect(await mergeStatus(story, people.owner, pull.number)).toBe(200);
    await story.clone.pull(people.owner, story.repository.fullName);
    await settled(story);
  });
});

describe('a change that is unfair', () => {
  const branch = 'age';
  let number = 0;

  it('is red by the rule that it breaks, and cannot be merged', async () => {
    const calls = countCalls(story);
    const pull = await propose(story, story.people.writer, branch, [unfair], { title: 'Add age' });
    number = pull.number;
    const verdict = await gateOf(story, pull.head.sha);
    await settled(story);
    const spent = calls();
    notes.push(
      `a push with one changed model among 1: ${spent.calls} calls to the last word, ${spent.evaluation} for the evaluation (${spent.operations})`,
    );
    expect(spent.calls).toBeLessThanOrEqual(mostCalls);
    expect(verdict.conclusion).toBe('failure');
    expect(verdict.title).toMatch(/^credit-risk: don't promote\. Mean score of those labelled Good, 25 or under/);
    expect(await mergeStatus(story, story.people.owner, pull.number)).toBe(405);
  });

  it('stays red by the old gates when it brings its own, and shows what those would say; no second use is spent', async () => {
    const { clone, people, repository } = story;
    await settled(story);
    await clone.git('switch', '--quiet', branch);
    await clone.edit(gatesFile, /margin: 0\.03(?=\n {4}why: Policy)/, 'margin: 0.3');
    await clone.commit('Allow more');
    await clone.push(people.writer, repository.fullName, branch);
    const head = await clone.git('rev-parse', 'HEAD');
    await clone.git('switch', '--quiet', 'main');
    expect(await gateOf(story, head)).toMatchObject({
      conclusion: 'failure',
      title: expect.stringContaining('0.03 is allowed'),
    });
    await settled(story);
    const [comment, ...more] = await commentOf(story, number);
    expect(more).toEqual([]);
    expect(comment).toContain("### ❌ credit-risk: don't promote.");
    expect(comment).toContain(
      '*Under the gates that this change proposes, which judge from the next change on:* ✅ credit-risk: promote.',
    );
    expect((await ledgerOf(story)).of(number)).toHaveLength(1);
    expect(await mergeStatus(story, people.owner, number)).toBe(405);
    await story.as(people.writer).rest.pulls.update({ ...story.where, pull_number: number, state: 'closed' });
  });
});

describe('a revert', () => {
  it('of a promotion restores the digest that ran before: one approval, not of its author, and nothing compared', async () => {
    const { people } = story;
    const first = (await tagOf(story, 'credit-risk@v1.0.0')).record.package;
    const asked = (await ledgerOf(story)).entries.length;
    expect(await onMain(stagingFile)).not.toContain(first);
    const pull = await proposeRevert(story, people.writer, 'back-in-staging', merged.promotion);
    const { sha } = pull.head;
    expect(await gateOf(story, sha)).toMatchObject({ conclusion: 'action_required' });
    await expect(approve(story, people.writer, pull.number, sha)).rejects.toMatchObject({ status: 422 });
    await approve(story, people.reviewer, pull.number, sha);
    expect((await gateBecomes(story, sha, 'success')).title).toContain(
      'staging ran this version before: a rollback, nothing is compared. Approved by rita.',
    );
    const sent = await merge(story, people.owner, pull.number);
    expect(await onMain(stagingFile)).toContain(first);
    expect((await ledgerOf(story)).entries).toHaveLength(asked);
    await until('a deployment of the rollback', async () => deploymentsOf(sent)[0]?.statuses[0]);
    await settled(story);
  });

  it('of a model change brings its package back as a new version: nothing is trained, no tag moves', async () => {
    const { people, repository } = story;
    const before = new Map(await Promise.all((await tagsOf(story)).map(refOf)));
    const asked = (await ledgerOf(story)).entries.length;
    const pull = await proposeRevert(story, people.writer, 'without-plans', merged.green);
    expect((await gateOf(story, pull.head.sha)).title).toBe(
      'credit-risk: promote. It was released as 1.0.0: merged, that package comes back as a new version, and nothing is trained.',
    );
    await merge(story, people.owner, pull.number);
    await releaseOf(story, 'credit-risk@v3.0.0');
    const [first, third] = [await tagOf(story, 'credit-risk@v1.0.0'), await tagOf(story, 'credit-risk@v3.0.0')];
    const { subject: _, ...same } = first.record;
    expect(third.record).toMatchObject({ ...same, reverts: { major: 1, minor: 0, patch: 0 } });
    const [release] = releasesNamed(story, 'credit-risk@v3.0.0');
    expect(release && packageAmong(await assetsOf(release)).digest).toBe(first.record.package);
    expect((await ledgerOf(story)).entries).toHaveLength(asked);
    for (const [name, sha] of before) expect(await refOf(name)).toEqual([name, sha]);
    expect([...repository.issues.values()].filter(({ title }) => title.includes('not released'))).toEqual([]);
    await settled(story);
  });
});

async function refOf(name: string): Promise<readonly [string, string]> {
  return [name, await gitOf(story.repository.gitDir, 'rev-parse', `refs/tags/${name}`)];
}

describe('a base that moves between verdict and merge', () => {
  it('publishes neither of the two that were judged: what landed is said to be another, judged, and released', async () => {
    const { people, repository } = story;
    // Each is another definition that answers as production does, so each passes; neither touches a line of the other's own.
    const rarer = [modelFile, 'minimumShare: 0.01', 'minimumShare: 0.010001'] as const;
    const reseeded = [modelFile, 'seed: 7', 'seed: 8'] as const;
    const one = await propose(story, people.writer, 'rarer', [better, rarer]);
    const other = await propose(story, people.writer, 'reseeded', [better, reseeded]);
    for (const { head } of [one, other])
      expect((await gateOf(story, head.sha)).title).toContain('credit-risk: promote.');
    await settled(story);
    const before = await tagsOf(story);
    const judged = [(await answerTo(story, one.number)).answer, (await answerTo(story, other.number)).answer];
    await merge(story, people.owner, one.number);
    await merge(story, people.owner, other.number);
    const issue = await until('an issue about what landed', async () =>
      [...repository.issues.values()].find(
        ({ title }) => title === 'credit-risk on the default branch is not released',
      ),
    );
    expect(issue.user.login).toBe('aval[bot]');
    expect(issue.body).toContain('What landed is not what was judged');
    await until('its end', async () => (issue.state === 'closed' ? true : undefined));
    await settled(story);
    const fresh = (await tagsOf(story)).filter((name) => !before.includes(name));
    expect(fresh).toHaveLength(1);
    const tag = await tagOf(story, fresh[0] ?? '');
    expect(judged.map((answer) => answer.package)).not.toContain(tag.record.package);
    const ledger = await ledgerOf(story);
    const use = ledger.uses.find(({ closed }) => {
      return closed?.answer.outcome === 'evaluated' && closed.answer.package === tag.record.package;
    });
    expect(use?.reserved).toMatchObject({ commit: tag.commit, definition: tag.record.definition });
    expect(use?.reserved.pull).toBeUndefined();
    expect(releasesNamed(story, fresh[0] ?? '')).toMatchObject([{ immutable: true }]);
  });
});

endWith(() => story, notes);
