import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, cloneWith, commitFile, git, makeWorld, statusOf, type TestWorld } from './world.ts';

describe('git', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  async function commit(folder: string, path: string): Promise<void> {
    await writeFile(`${folder}/${path}`, `${path}\n`);
    await git(folder, 'add', '.');
    await git(folder, 'commit', '-qm', path);
  }
  const pushing = (folder: string, ...args: string[]): Promise<string> =>
    git(folder, 'push', 'origin', ...args).then(
      () => 'pushed',
      (error: Error) => error.message,
    );

  it('is cloned by anyone and pushed to by who may write', async () => {
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.reader));
    await commit(folder, 'x.txt');
    expect(await pushing(folder, 'HEAD:main')).toContain('403');
    const writers = await cloneWith(world, world.sandbox.tokenFor(world.writer));
    await commit(writers, 'w.txt');
    expect(await pushing(writers, 'HEAD:main')).toBe('pushed');
    expect(await pushing(writers, 'HEAD:refs/pull/9/head')).toContain('hidden ref');
    // a public repository is cloned without credentials; git offers them only when it is asked
    const nobody = await cloneWith(world, 'ghp_nobody');
    expect(await pushing(nobody, 'HEAD:refs/heads/x')).toContain('Authentication failed');
  });

  it('holds rulesets per ref on push and by API, with an App as the only one that may pass', async () => {
    const { where } = world;
    const app = addApp(world, 'keeper');
    const bypass_actors = [{ actor_type: 'Integration' as const, actor_id: app.id, bypass_mode: 'always' as const }];
    const conditions = { ref_name: { include: ['refs/heads/ledger'], exclude: [] } };
    const ruleset = { ...where, target: 'branch' as const, enforcement: 'active' as const, conditions };
    const owner = world.as(world.owner);
    await owner.rest.repos.createRepoRuleset({
      ...ruleset,
      name: 'only the App',
      bypass_actors,
      rules: [{ type: 'creation' }, { type: 'update' }],
    });
    await owner.rest.repos.createRepoRuleset({
      ...ruleset,
      name: 'for ever',
      rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }],
    });
    const person = await cloneWith(world, world.sandbox.tokenFor(world.owner));
    const both = await pushing(person, 'HEAD:refs/heads/ledger', 'HEAD:refs/heads/free');
    expect(both).toContain('GH013');
    expect(both).toContain('creations being restricted');
    expect(await git(person, 'ls-remote', 'origin', 'refs/heads/free')).not.toBe('');
    const { token, octokit } = await asApp(world.sandbox, app, where);
    const apps = await cloneWith(world, token);
    expect(await pushing(apps, 'HEAD:refs/heads/ledger')).toBe('pushed');
    await commit(apps, 'entry.txt');
    expect(await pushing(apps, 'HEAD:refs/heads/ledger')).toBe('pushed');
    await git(apps, 'reset', '-q', '--hard', 'HEAD~1');
    await commit(apps, 'other.txt');
    expect(await pushing(apps, '+HEAD:refs/heads/ledger')).toContain('Cannot force-push');
    expect(await pushing(apps, ':refs/heads/ledger')).toContain('Cannot delete');
    const ref = 'heads/ledger';
    const sha = await git(apps, 'rev-parse', 'HEAD');
    const main = (await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })).data.object.sha;
    expect(await statusOf(owner.rest.git.updateRef({ ...where, ref, sha: main, force: true }))).toBe(422);
    expect(await statusOf(octokit.rest.git.updateRef({ ...where, ref, sha: main, force: true }))).toBe(422);
    expect(await statusOf(octokit.rest.git.deleteRef({ ...where, ref }))).toBe(422);
    expect(sha).toHaveLength(40);
    const seen = await world.as(world.writer).rest.repos.getRepoRulesets(where);
    expect(seen.data).toHaveLength(2);
    const shown = await world
      .as(world.writer)
      .rest.repos.getRepoRuleset({ ...where, ruleset_id: seen.data[0]?.id ?? 0 });
    expect(shown.data.bypass_actors).toBeUndefined();
    expect(
      (await octokit.rest.repos.getBranchRules({ ...where, branch: 'ledger' })).data.map((rule) => rule.type),
    ).toEqual(['creation', 'update', 'deletion', 'non_fast_forward']);
  });

  it('makes blobs, trees, commits, refs and annotated tags that git itself reads', async () => {
    const { where } = world;
    const octokit = world.as(world.writer);
    const main = (await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })).data.object.sha;
    const base = (await octokit.rest.git.getCommit({ ...where, commit_sha: main })).data.tree.sha;
    const blob = await octokit.rest.git.createBlob({
      ...where,
      content: Buffer.from([0, 1, 255]).toString('base64'),
      encoding: 'base64',
    });
    const tree = await octokit.rest.git.createTree({
      ...where,
      base_tree: base,
      tree: [
        { path: 'deep/bin', mode: '100644', type: 'blob', sha: blob.data.sha },
        { path: 'text', mode: '100644', type: 'blob', content: 'hi\n' },
        { path: 'a.txt', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const made = await octokit.rest.git.createCommit({
      ...where,
      message: 'by hand',
      tree: tree.data.sha,
      parents: [main],
    });
    await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/api', sha: made.data.sha });
    expect(await statusOf(octokit.rest.git.createRef({ ...where, ref: 'refs/heads/api', sha: made.data.sha }))).toBe(
      422,
    );
    expect(await statusOf(octokit.rest.git.updateRef({ ...where, ref: 'heads/api', sha: main }))).toBe(422);
    const listed = await octokit.rest.git.getTree({ ...where, tree_sha: made.data.sha, recursive: '1' });
    expect(listed.data.tree.map((entry) => entry.path)).toEqual(expect.arrayContaining(['deep', 'deep/bin', 'text']));
    expect(listed.data.tree.map((entry) => entry.path)).not.toContain('a.txt');
    const object = { tag: 'credit-risk@v1.0.0', message: 'first', object: made.data.sha, type: 'commit' as const };
    const tag = await octokit.rest.git.createTag({
      ...where,
      ...object,
      tagger: { name: 'w', email: 'w@example.com' },
    });
    await octokit.rest.git.createRef({ ...where, ref: 'refs/tags/credit-risk@v1.0.0', sha: tag.data.sha });
    expect((await octokit.rest.git.getTag({ ...where, tag_sha: tag.data.sha })).data).toMatchObject({
      message: 'first',
      object: { sha: made.data.sha },
    });
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.reader));
    expect(await git(folder, 'cat-file', '-t', 'credit-risk@v1.0.0')).toBe('tag');
    expect(await git(folder, 'fsck', '--full')).toBe('');
    const compared = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, basehead: 'main...api' });
    expect(compared.data).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 });
    expect(compared.data.files?.map((file) => [file.filename, file.status])).toEqual([
      ['a.txt', 'removed'],
      ['deep/bin', 'added'],
      ['text', 'added'],
    ]);
  });

  it('tells nobody about more than three tags at once', async () => {
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.writer));
    const seen: string[] = [];
    const stop = world.sandbox.events.subscribe((event) => seen.push(event.name));
    for (const name of ['t1', 't2', 't3']) await git(folder, 'tag', name);
    await git(folder, 'push', '-q', 'origin', 't1', 't2', 't3');
    expect(seen).toHaveLength(6);
    for (const name of ['t4', 't5', 't6', 't7']) await git(folder, 'tag', name);
    await git(folder, 'push', '-q', 'origin', 't4', 't5', 't6', 't7');
    expect(seen).toHaveLength(6);
    stop();
  });

  it('lets no App bring workflow files without the permission for them', async () => {
    const { where, sandbox } = world;
    const { token, octokit } = await asApp(sandbox, addApp(world, 'plain'), where);
    const folder = await cloneWith(world, token);
    await git(folder, 'checkout', '-q', '-b', 'flow');
    await mkdir(`${folder}/.github/workflows`, { recursive: true });
    await commit(folder, '.github/workflows/x.yml');
    expect(await pushing(folder, 'flow')).toContain('without workflows permission');
    const put = { ...where, path: '.github/workflows/x.yml', message: 'x', content: 'eA==' };
    expect(await statusOf(octokit.rest.repos.createOrUpdateFileContents(put))).toBe(403);
    expect(await statusOf(world.as(world.writer).rest.repos.createOrUpdateFileContents(put))).toBe('passed');
    await git(folder, 'fetch', '-q', 'origin', 'main');
    expect(await pushing(folder, 'FETCH_HEAD:refs/heads/known')).toBe('pushed');
    const dispatch = { ...where, workflow_id: 'x.yml', ref: 'main', inputs: { model: 'm' } };
    const events: unknown[] = [];
    const stop = sandbox.onWorkflowEvent((event) => events.push([event.eventName, event.ref, event.payload['inputs']]));
    await octokit.rest.actions.createWorkflowDispatch(dispatch);
    await sandbox.idle();
    stop();
    expect(events).toEqual([['workflow_dispatch', 'refs/heads/main', { model: 'm' }]]);
  });

  it('takes a push that git sends in chunks', async () => {
    const folder = await cloneWith(world, world.sandbox.tokenFor(world.writer));
    await writeFile(`${folder}/model.bin`, randomBytes(3_000_000));
    await git(folder, 'add', '.');
    await git(folder, 'commit', '-qm', 'large');
    expect(await pushing(folder, 'HEAD:refs/heads/large')).toBe('pushed');
  });

  it('survives pushes side by side', async () => {
    const octokit = world.as(world.writer);
    const names = ['p1', 'p2', 'p3', 'p4'];
    await Promise.all(names.map((name) => commitFile(octokit, world.where, name, `${name}.txt`, name)));
    const branches = await octokit.rest.repos.listBranches(world.where);
    expect(branches.data.map((branch) => branch.name)).toEqual(expect.arrayContaining(names));
  });
});
