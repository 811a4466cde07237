import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneWith, commitFile, git, makeWorld, type Octokit, statusOf, type TestWorld } from './world.ts';

describe('a pull request', () => {
  let world: TestWorld;
  let writer: Octokit;
  beforeAll(async () => {
    world = await makeWorld();
    writer = world.as(world.writer);
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  it('follows pushes, with real files and counts, and is merged in three ways', async () => {
    const { where, sandbox } = world;
    const seen: string[] = [];
    const stop = sandbox.events.subscribe((event) => seen.push([event.name, event.action].filter(Boolean).join('.')));
    const folder = await cloneWith(world, sandbox.tokenFor(world.writer));
    await git(folder, 'checkout', '-q', '-b', 'change');
    await writeFile(`${folder}/a.txt`, 'one\ntwo\nTHREE\n');
    await git(folder, 'commit', '-qam', 'change');
    await git(folder, 'push', '-q', 'origin', 'change');
    const { data: pull } = await writer.rest.pulls.create({
      ...where,
      title: 'Change',
      head: 'change',
      base: 'main',
      body: 'Why',
    });
    expect(pull).toMatchObject({ number: 1, additions: 1, deletions: 1, changed_files: 1, mergeable: true });
    await writeFile(`${folder}/b.txt`, 'new\n');
    await git(folder, 'add', '.');
    await git(folder, 'commit', '-qm', 'more');
    await git(folder, 'push', '-q', 'origin', 'change');
    const head = await git(folder, 'rev-parse', 'HEAD');
    const now = await writer.rest.pulls.get({ ...where, pull_number: 1 });
    expect(now.data.head.sha).toBe(head);
    expect(seen).toEqual(['push', 'create', 'pull_request.opened', 'push', 'pull_request.synchronize']);
    expect(await git(folder, 'ls-remote', 'origin', 'refs/pull/1/head')).toContain(head);
    expect(await git(folder, 'ls-remote', 'origin', 'refs/pull/1/merge')).toContain(now.data.merge_commit_sha);
    const files = await writer.rest.pulls.listFiles({ ...where, pull_number: 1 });
    expect(files.data.map((file) => [file.filename, file.status])).toEqual([
      ['a.txt', 'modified'],
      ['b.txt', 'added'],
    ]);
    expect(files.data[0]?.patch).toContain('+THREE');
    await commitFile(writer, where, 'main', 'c.txt', 'landed meanwhile\n');
    expect(await statusOf(writer.rest.pulls.merge({ ...where, pull_number: 1, sha: '0'.repeat(40) }))).toBe(409);
    const merged = await writer.rest.pulls.merge({ ...where, pull_number: 1, sha: head });
    await git(folder, 'fetch', '-q', 'origin', 'main');
    expect(await git(folder, 'rev-parse', 'FETCH_HEAD')).toBe(merged.data.sha);
    expect((await git(folder, 'ls-tree', '--name-only', 'FETCH_HEAD')).split('\n')).toEqual([
      'README.md',
      'a.txt',
      'b.txt',
      'c.txt',
    ]);
    expect(seen.slice(-2)).toEqual(['pull_request.closed', 'push']);
    expect(await statusOf(writer.rest.pulls.merge({ ...where, pull_number: 1 }))).toBe(405);
    stop();
  });

  async function open(branch: string, path: string, content: string, more: { draft?: boolean } = {}) {
    await commitFile(writer, world.where, branch, path, content);
    const asked = { ...world.where, title: branch, head: branch, base: 'main', ...more };
    return (await writer.rest.pulls.create(asked)).data;
  }

  it('that conflicts has no merge ref, is not mergeable, and answers 405', async () => {
    const pull = await open('clash', 'clash.txt', 'mine\n');
    await commitFile(writer, world.where, 'main', 'clash.txt', 'theirs\n');
    const now = await writer.rest.pulls.get({ ...world.where, pull_number: pull.number });
    expect(now.data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    expect(await statusOf(writer.rest.git.getRef({ ...world.where, ref: `pull/${pull.number}/merge` }))).toBe(404);
    expect(await statusOf(writer.rest.pulls.merge({ ...world.where, pull_number: pull.number }))).toBe(405);
  });

  it('is squashed into one commit, or rebased commit by commit', async () => {
    const { where } = world;
    const squashed = await open('squash', 's1.txt', '1\n');
    await commitFile(writer, where, 'squash', 's2.txt', '2\n');
    const one = await writer.rest.pulls.merge({ ...where, pull_number: squashed.number, merge_method: 'squash' });
    const commit = await writer.rest.git.getCommit({ ...where, commit_sha: one.data.sha });
    expect(commit.data.parents).toHaveLength(1);
    expect(commit.data.message).toBe(`squash (#${squashed.number})`);
    const pull = await open('rebase', 'r1.txt', '1\n');
    await commitFile(writer, where, 'rebase', 'r2.txt', '2\n');
    await commitFile(writer, where, 'main', 'between.txt', 'x\n');
    await writer.rest.pulls.merge({ ...where, pull_number: pull.number, merge_method: 'rebase' });
    const log = await writer.rest.repos.listCommits({ ...where, per_page: 3 });
    expect(log.data.map((entry) => entry.commit.message)).toEqual([
      'change r2.txt',
      'change r1.txt',
      'change between.txt',
    ]);
    const found = await writer.rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha: one.data.sha });
    expect(found.data.map((other) => other.number)).toContain(squashed.number);
  });

  it('as a draft is not merged; a second one for the same branch, and one without commits, are refused', async () => {
    const { where, sandbox } = world;
    const pull = await open('draft', 'd.txt', 'd\n', { draft: true });
    expect(await statusOf(writer.rest.pulls.merge({ ...where, pull_number: pull.number }))).toBe(405);
    expect(await statusOf(writer.rest.pulls.create({ ...where, title: 'again', head: 'draft', base: 'main' }))).toBe(
      422,
    );
    expect(await statusOf(writer.rest.pulls.create({ ...where, title: 'empty', head: 'main', base: 'main' }))).toBe(
      422,
    );
    const seen: (string | undefined)[] = [];
    const stop = sandbox.events.subscribe((event) => seen.push(event.action));
    await sandbox.setDraft(world.repository, pull.number, false, world.writer);
    await writer.rest.pulls.merge({ ...where, pull_number: pull.number });
    stop();
    expect(seen).toEqual(['ready_for_review', 'closed', undefined]);
  });

  it('closes with its branch and, once contained in base by a push, counts as merged', async () => {
    const { where } = world;
    const pull = await open('gone', 'g.txt', 'g\n');
    await writer.rest.git.deleteRef({ ...where, ref: 'heads/gone' });
    expect((await writer.rest.pulls.get({ ...where, pull_number: pull.number })).data).toMatchObject({
      state: 'closed',
      merged: false,
    });
    const other = await open('pushed', 'p.txt', 'p\n');
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.writer));
    await git(folder, 'merge', '-q', '--no-ff', '-m', 'by hand', 'origin/pushed');
    await git(folder, 'push', '-q', 'origin', 'HEAD:main');
    expect((await writer.rest.pulls.get({ ...where, pull_number: other.number })).data).toMatchObject({
      state: 'closed',
      merged: true,
    });
  });

  it('is reviewed: not by its author, with weight only from who may write, and for the head of that time', async () => {
    const { where } = world;
    const reader = world.as(world.reader);
    const owner = world.as(world.owner);
    const pull = await open('review', 'v.txt', 'v\n');
    const number = { ...where, pull_number: pull.number };
    expect(await statusOf(writer.rest.pulls.createReview({ ...number, event: 'APPROVE' }))).toBe(422);
    const weak = await reader.rest.pulls.createReview({ ...number, event: 'APPROVE' });
    expect(weak.data).toMatchObject({ state: 'APPROVED', commit_id: pull.head.sha });
    const right = await writer.rest.repos.getCollaboratorPermissionLevel({ ...where, username: 'rita' });
    expect(right.data.permission).toBe('read');
    const rules = [
      {
        type: 'pull_request' as const,
        parameters: {
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_review_thread_resolution: false,
        },
      },
    ];
    const ruleset = await owner.rest.repos.createRepoRuleset({
      ...where,
      name: 'reviews',
      enforcement: 'active',
      target: 'branch',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules,
    });
    expect(await statusOf(writer.rest.pulls.merge(number))).toBe(405);
    await owner.rest.pulls.createReview({ ...number, event: 'APPROVE', body: 'fine' });
    await commitFile(writer, where, 'review', 'v.txt', 'v2\n');
    expect(await statusOf(writer.rest.pulls.merge(number))).toBe(405);
    await owner.rest.pulls.createReview({ ...number, event: 'APPROVE' });
    expect(await statusOf(writer.rest.pulls.merge(number))).toBe('passed');
    const reviews = await writer.rest.pulls.listReviews(number);
    expect(reviews.data.map((review) => review.author_association)).toEqual(['COLLABORATOR', 'OWNER', 'OWNER']);
    await owner.rest.repos.deleteRepoRuleset({ ...where, ruleset_id: ruleset.data.id });
  });

  it('comes from a fork, which shares history and whose author is an outsider', async () => {
    const { where } = world;
    const outsider = world.as(world.outsider);
    const fork = await outsider.rest.repos.createFork(where);
    expect(fork.data).toMatchObject({ full_name: 'oscar/credit', fork: true, parent: { full_name: 'olivia/credit' } });
    await commitFile(outsider, { owner: 'oscar', repo: 'credit' }, 'idea', 'idea.txt', 'idea\n');
    const asked = { ...where, title: 'idea', head: 'oscar:idea', base: 'main' };
    const { data: pull } = await outsider.rest.pulls.create(asked);
    expect(pull).toMatchObject({
      author_association: 'NONE',
      head: { repo: { full_name: 'oscar/credit' } },
      changed_files: 1,
    });
    const sha = await commitFile(outsider, { owner: 'oscar', repo: 'credit' }, 'idea', 'more.txt', 'more\n');
    const ref = await outsider.rest.git.getRef({ ...where, ref: `pull/${pull.number}/head` });
    expect(ref.data.object.sha).toBe(sha);
    // both directions at once: neither repository waits for the other's turn
    const back = { owner: 'oscar', repo: 'credit', title: 'sync', head: 'olivia:main', base: 'main' };
    await commitFile(writer, where, 'main', 'sync.txt', 'sync\n');
    await outsider.rest.pulls.create(back);
    await Promise.all([
      commitFile(writer, where, 'main', 'sync.txt', 'sync 2\n'),
      commitFile(outsider, { owner: 'oscar', repo: 'credit' }, 'idea', 'more.txt', 'more 2\n'),
    ]);
    expect(await statusOf(outsider.rest.pulls.merge({ ...where, pull_number: pull.number }))).toBe(403);
    expect(await statusOf(writer.rest.pulls.merge({ ...where, pull_number: pull.number }))).toBe('passed');
  });
});
