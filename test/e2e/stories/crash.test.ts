// The App is killed after every single write that a merge causes, as soon as GitHub has made the change and before it has answered.
import { beforeAll, expect, it } from 'vitest';
import { gateOf, merge, promotionOf, propose, releaseOf, until } from '../../../scripts/demo/story/follow.ts';
import { answerTo, better, endWith, saidOn, settled, startLending, tagsOf } from './lending.ts';
import { assetsOf, packageAmong, releasesNamed, tagOf } from './release.ts';

let story: Awaited<ReturnType<typeof startLending>>;
const notes: string[] = [];

beforeAll(async () => {
  story = await startLending();
  await story.app.start();
});

/** What the App writes, and nobody else while it is killed. */
const writes =
  /^(?:git\/(?:push|create-\w+)|(?:repos|checks|issues|pulls)\/(?:create|update|upload|delete)(?:-[\w-]+)?|reactions\/create-.*)$/;
const allButTheObject = new RegExp(`^(?!git/create-tag$)(?:${writes.source})`);

/** Lets the App do one write, kills it, and starts it again, until `done`. Gives the operations after which it was killed. */
async function killAfterEveryWrite({ app, sandbox }: typeof story, done: () => Promise<boolean>): Promise<string[]> {
  const killedAfter: string[] = [];
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<void>();
    let made = false;
    const takeBack = sandbox.faults.add({
      // A tag's object is nothing until a ref names it, so it is made again after a crash: once is enough, or this would not end.
      operation: killedAfter.includes('git/create-tag') ? allButTheObject : writes,
      kind: 'held',
      until: () => {
        made = true;
        return promise;
      },
    });
    if (!app.running) await app.start();
    const written = await until('a write, or the end', async () => {
      if (made) return sandbox.faults.happened.at(-1)?.operation;
      return (await app.quiet()) && sandbox.webhooks.inFlight === 0 && (await done()) ? 'nothing' : undefined;
    });
    takeBack();
    if (written === 'nothing') return killedAfter;
    await app.kill();
    resolve();
    killedAfter.push(written ?? '');
  }
}

it('a change is judged while the first version is made', async () => {
  const pull = await propose(story, story.people.writer, 'plans', [better], { title: 'Add instalment plans' });
  await releaseOf(story, 'credit-risk@v1.0.0');
  const promotion = await promotionOf(story, 'staging', 'credit-risk', '1.0.0');
  for (const { head } of [pull, promotion])
    expect(await gateOf(story, head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, story.people.owner, promotion.number);
  await settled(story);
});

it('its merge, with a crash after every write, ends with one of each', async () => {
  const { people, repository } = story;
  const [pull] = [...repository.pulls.values()].filter(({ head }) => head.ref === 'plans');
  if (pull === undefined) throw new Error('it was proposed before');
  const before = new Set(repository.pulls.keys());
  await story.app.kill();
  const sha = await merge(story, people.owner, pull.number);
  const fresh = () => [...repository.pulls.values()].filter(({ number }) => !before.has(number));
  const killedAfter = await killAfterEveryWrite(story, async () => {
    const [promotion] = fresh();
    if (promotion === undefined) return false;
    return [...repository.checkRuns.values()].some(
      ({ headSha, name, conclusion }) =>
        headSha === promotion.head.sha && name === 'aval / gate' && conclusion === 'success',
    );
  });
  notes.push(`killed after ${killedAfter.length} writes: ${killedAfter.join(', ')}`);
  for (const operation of [
    'git/create-tag',
    'git/create-ref',
    'repos/create-release',
    'repos/upload-release-asset',
    'repos/update-release',
    'git/push',
    'pulls/create',
    'checks/create',
    'issues/create-comment',
  ]) {
    expect(killedAfter).toContain(operation);
  }
  await settled(story);
  expect(await tagsOf(story)).toEqual(['credit-risk@v1.0.0', 'credit-risk@v2.0.0']);
  expect((await tagOf(story, 'credit-risk@v2.0.0')).commit).toBe(sha);
  const releases = releasesNamed(story, 'credit-risk@v2.0.0');
  expect(releases).toMatchObject([{ draft: false, immutable: true }]);
  const { answer } = await answerTo(story, pull.number);
  const [release] = releases;
  const assets = release === undefined ? new Map() : await assetsOf(release);
  const { digest, names } = packageAmong(assets);
  expect(digest).toBe(answer.package);
  expect([...assets.keys()].sort()).toEqual([...names, `evidence-${answer.evidence.slice(7)}.json`].sort());
  expect(fresh().map(({ title }) => title)).toEqual(['Promote credit-risk 2.0.0 to staging']);
  for (const number of [pull.number, fresh()[0]?.number ?? 0]) {
    expect(saidOn(story, number).filter(({ by }) => by === 'aval[bot]')).toHaveLength(1);
  }
  const checks = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === fresh()[0]?.head.sha);
  const ours = checks.filter(({ app }) => app.id === story.appId).map(({ name }) => name);
  expect(ours).toEqual([...new Set(ours)]);
  expect([...repository.issues.values()].filter(({ title }) => title.includes('not released'))).toEqual([]);
});

endWith(() => story, notes);
