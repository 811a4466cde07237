import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCommit } from '../../../sandbox/git/commits.ts';
import { writeBlob, writeTree } from '../../../sandbox/git/objects.ts';
import type { App } from '../../../sandbox/state/people.ts';
import { addApp, asApp, commitFile, git, makeWorld, type TestWorld } from '../world.ts';
import { logIn, type Surfer } from './surfer.ts';

describe('merging and reverting, by the page', () => {
  let world: TestWorld;
  let server: Server;
  let app: App;
  let walter: Surfer;
  let rita: Surfer;
  /** What walter's forms carry. */
  let csrf: string;
  /** What the App was told, as `event action sender`; that a push wants a suite is told to whoever may write checks. */
  const told: string[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      request.on('end', () => {
        const body: { action?: string; sender: { login: string } } = JSON.parse(text);
        const event = String(request.headers['x-github-event']);
        if (event !== 'check_suite') told.push([event, body.action ?? '', body.sender.login].join(' '));
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
    app = addApp(world, 'gate', undefined, { url, events: ['pull_request', 'push', 'create'] });
    [walter, rita] = [await logIn(world, 'walter'), await logIn(world, 'rita')];
    csrf = await walter.token();
    await world.as(world.owner).rest.repos.createRepoRuleset({
      ...world.where,
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [
        {
          type: 'required_status_checks',
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: 'gate', integration_id: app.id }],
          },
        },
      ],
    });
  });
  afterAll(async () => {
    await world.sandbox.idle();
    server.close();
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });

  /** One commit on top of main. Its objects are made beside the API, which would take five requests for each file. */
  async function commit(branch: string, files: Record<string, string>): Promise<string> {
    const { gitDir } = world.repository;
    const main = await gitAt('rev-parse', 'main');
    const changes = Object.entries(files).map(async ([path, text]) => ({
      path,
      mode: '100644',
      sha: await writeBlob(gitDir, text),
    }));
    const tree = await writeTree(gitDir, main, await Promise.all(changes));
    const author = { name: 'walter', email: 'walter@example.com', date: '2026-01-01T00:00:00Z' };
    const made = { tree, parents: [main], author, committer: author, message: `Do ${branch}` };
    const sha = await writeCommit(gitDir, made);
    await world.as(world.writer).rest.git.createRef({ ...world.where, ref: `refs/heads/${branch}`, sha });
    return sha;
  }
  async function pull(branch: string, files: Record<string, string>, checked = true) {
    const head = await commit(branch, files);
    const about = { ...world.where, title: `Do ${branch}`, head: branch, base: 'main' };
    const { data } = await world.as(world.writer).rest.pulls.create(about);
    if (checked) await check(head);
    return { page: `/olivia/credit/pull/${data.number}`, number: data.number, head };
  }
  async function check(head_sha: string, conclusion: 'success' | 'failure' = 'success'): Promise<void> {
    const { octokit } = await asApp(world.sandbox, app, world.where);
    const about = { ...world.where, name: 'gate', head_sha, status: 'completed' as const, conclusion };
    await octokit.rest.checks.create(about);
  }
  const gitAt = (...args: string[]): Promise<string> => git(world.repository.gitDir, ...args);
  const treeOf = (ref: string): Promise<string> => gitAt('rev-parse', `${ref}^{tree}`);
  async function mergeBy(method: string, { page, head }: { page: string; head: string }) {
    return walter.post(`${page}/merge`, { method, head }, { token: csrf });
  }

  it('is not offered while the required check is missing or failing, and refused all the same', async () => {
    const { page, head, number } = await pull('early', { 'early.txt': 'x\n' }, false);
    for (const state of ['expected', 'failing']) {
      const { text } = await walter.open(page);
      expect(text).toMatch(/<button type="button" class="btn primary" disabled aria-describedby="blocked">/);
      expect(text).toContain(`<li>Required status check &quot;gate&quot; is ${state}.</li>`);
      const fields = { method: 'merge', head };
      const refused = await walter.post(`${page}/merge`, fields, { token: csrf });
      expect(refused.status).toBe(405);
      expect(refused.text).toMatch(/role="alert">.*Repository rule violations found.*is (expected|failing)/s);
      await check(head, 'failure');
    }
    expect(world.repository.pulls.get(number)?.mergedAt).toBeNull();
  });

  it('is not offered to a reader, and refused', async () => {
    const { page, head } = await pull('reader', { 'reader.txt': 'x\n' });
    const { text } = await rita.open(page);
    expect(text).toContain('Only those with write access to this repository can merge pull requests.');
    for (const action of ['merge', 'revert', 'delete-branch']) {
      const refused = await rita.post(`${page}/${action}`, { method: 'merge', head }, { token: await rita.token() });
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('Must have push access to repository.');
    }
  });

  it('makes a merge commit and tells the App', async () => {
    const made = await pull('go', { 'go.txt': 'x\n' });
    const before = await gitAt('rev-parse', 'main');
    await world.sandbox.idle();
    told.length = 0;
    const sent = await walter.submit(made.page, `${made.page}/merge`, { method: 'merge' });
    expect(sent).toMatchObject({ status: 303, location: `${made.page}#merged` });
    expect(await gitAt('log', '-1', '--format=%P%n%an%n%s%n%b', 'main')).toBe(
      `${before} ${made.head}\nwalter\nMerge pull request #${made.number} from olivia/go\nDo go`,
    );
    await world.sandbox.idle();
    expect(told.toSorted()).toEqual(['pull_request closed walter', 'push  walter']);
    const { text } = await walter.open(made.page);
    expect(text).toMatch(/walter<\/a> merged this as/);
    expect(text).toContain('>Revert</button>');
    expect((await rita.open(made.page)).text).not.toContain('>Revert</button>');
  });

  it('refuses a head that the page did not show', async () => {
    const made = await pull('late', { 'late.txt': 'x\n' });
    await check(await commitFile(world.as(world.writer), world.where, 'late', 'late.txt', 'y\n'));
    const refused = await mergeBy('squash', made);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Head branch was modified. Review and try the merge again.');
    expect(refused.text).toContain('<option value="squash" selected>');
  });

  it('says that it conflicts', async () => {
    const made = await pull('conflict', { 'a.txt': 'mine\n' });
    const other = await pull('other', { 'a.txt': 'theirs\n' });
    await mergeBy('merge', other);
    expect((await walter.open(made.page)).text).toContain('This branch has conflicts that must be resolved.');
  });

  it('lets those whom the rules do not bind pass them by, and says so', async () => {
    const { page } = await pull('owner', { 'owner.txt': 'x\n' }, false);
    const olivia = await logIn(world, 'olivia');
    expect((await olivia.open(page)).text).toContain('Merge without waiting for requirements to be met');
    const sent = await olivia.submit(page, `${page}/merge`, { method: 'squash', title: 'By olivia' });
    expect(sent.status).toBe(303);
    expect(await gitAt('log', '-1', '--format=%s', 'main')).toBe('By olivia');
  });

  it.each(['merge', 'squash', 'rebase'])('takes a %s back, with what came later left alone', async (method) => {
    const before = await gitAt('show', 'main:a.txt');
    const made = await pull(`t/${method}`, { 'a.txt': `${method}\n`, [`${method}.txt`]: 'x\n' });
    await mergeBy(method, made);
    await commitFile(world.as(world.owner), world.where, 'main', `later-${method}.txt`, 'x\n');
    await world.sandbox.idle();
    told.length = 0;
    const sent = await walter.post(`${made.page}/revert`, {}, { token: csrf });
    const number = [...world.repository.pulls.keys()].at(-1);
    expect(sent).toMatchObject({ status: 303, location: `/olivia/credit/pull/${number}` });
    const branch = `revert-${made.number}-t/${method}`;
    expect(world.repository.pulls.get(number ?? 0)).toMatchObject({
      title: `Revert "Do t/${method}"`,
      body: `Reverts olivia/credit#${made.number}`,
      user: world.writer,
      base: { ref: 'main' },
      head: { ref: branch, repository: world.repository },
    });
    expect(await gitAt('diff', '--name-status', 'main', branch)).toBe(`M\ta.txt\nD\t${method}.txt`);
    expect(await gitAt('show', `${branch}:a.txt`)).toBe(before);
    expect(await gitAt('log', '--format=%an %s', `main..${branch}`)).toBe(`walter Revert "Do t/${method}"`);
    await world.sandbox.idle();
    expect(told.toSorted()).toEqual(['create  walter', 'pull_request opened walter', 'push  walter']);
    const page = `/olivia/credit/pull/${number}`;
    const head = await gitAt('rev-parse', branch);
    await check(head);
    const wanted = await treeOf(branch);
    await mergeBy('merge', { page, head });
    expect(await treeOf('main')).toBe(wanted);
  });

  it('says that a second revert has nothing to take back, and names its branch by another number', async () => {
    const made = await pull('twice', { 'twice.txt': 'x\n' });
    await mergeBy('merge', made);
    await walter.submit(made.page, `${made.page}/revert`);
    await walter.post(`${made.page}/revert`, {}, { token: csrf });
    expect(await gitAt('branch', '--list', '--format=%(refname:short)', 'revert-*-twice*')).toBe(
      `revert-${made.number}-twice\nrevert-${made.number}-twice-1`,
    );
    const [first] = [...world.repository.pulls.values()].filter((one) => one.head.ref.endsWith('-twice'));
    await check(first?.head.sha ?? '');
    await mergeBy('merge', { page: `/olivia/credit/pull/${first?.number}`, head: first?.head.sha ?? '' });
    const refused = await walter.submit(made.page, `${made.page}/revert`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Sorry, this pull request couldn&#39;t be reverted automatically.');
  });

  it('refuses to take back what was changed since, and what was never merged', async () => {
    const made = await pull('once', { 'once.txt': '1\n' });
    expect((await walter.post(`${made.page}/revert`, {}, { token: csrf })).status).toBe(422);
    await mergeBy('merge', made);
    await mergeBy('merge', await pull('again', { 'once.txt': '2\n' }));
    const refused = await walter.submit(made.page, `${made.page}/revert`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('the content may have changed since it was merged');
  });

  it('deletes the branch of what has ended', async () => {
    const made = await pull('tidy', { 'tidy.txt': 'x\n' });
    expect((await walter.open(made.page)).text).not.toContain('Delete branch');
    await mergeBy('merge', made);
    expect((await walter.submit(made.page, `${made.page}/delete-branch`)).location).toBe(made.page);
    expect(await gitAt('branch', '--list', 'tidy')).toBe('');
    expect((await walter.open(made.page)).text).not.toContain('Delete branch');
  });
});
