import { getOctokit } from '@actions/github';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, asApp, jwtFor, makeWorld, statusOf, type TestWorld } from './world.ts';

describe('access', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  const client = (token: string) => getOctokit(token, { baseUrl: world.sandbox.apiUrl });

  it('answers 401 to a token that stands for nobody', async () => {
    expect(await statusOf(client('ghp_unknown').rest.repos.get(world.where))).toBe(401);
    expect(await statusOf(client('eyJhbGciOiJub25lIn0.e30.').rest.apps.getAuthenticated())).toBe(401);
  });

  it('hides a private repository from who may not see it', async () => {
    await world.sandbox.addRepository({ owner: world.owner, name: 'secret', private: true });
    const secret = { owner: 'olivia', repo: 'secret' };
    expect(await statusOf(world.as(world.outsider).rest.repos.get(secret))).toBe(404);
    expect(await statusOf(world.as(world.owner).rest.repos.get(secret))).toBe('passed');
    expect((await fetch(`${world.sandbox.apiUrl}/repos/olivia/secret`)).status).toBe(404);
    expect((await fetch(`${world.sandbox.apiUrl}/repos/olivia/credit`)).status).toBe(200);
  });

  it('lets an App in by its JWT, and narrows its tokens to permissions and repositories', async () => {
    const app = addApp(world, 'narrow');
    const own = client(jwtFor(app));
    expect((await own.rest.apps.getAuthenticated()).data?.slug).toBe('narrow');
    expect(await statusOf(client(jwtFor(app, -60)).rest.apps.getAuthenticated())).toBe(401);
    const { octokit, token } = await asApp(world.sandbox, app, world.where, { issues: 'read' });
    expect(token.length).toBeGreaterThan(500);
    expect(await statusOf(octokit.rest.issues.listForRepo(world.where))).toBe('passed');
    expect(await statusOf(octokit.rest.issues.create({ ...world.where, title: 'no' }))).toBe(403);
    await world.sandbox.addRepository({ owner: world.owner, name: 'other', private: true });
    const { data: installation } = await own.rest.apps.getRepoInstallation(world.where);
    const { data: one } = await own.rest.apps.createInstallationAccessToken({
      installation_id: installation.id,
      repositories: ['credit'],
    });
    expect(await statusOf(client(one.token).rest.repos.get({ owner: 'olivia', repo: 'other' }))).toBe(404);
    expect((await client(one.token).rest.apps.listReposAccessibleToInstallation()).data.total_count).toBe(1);
    const wide = { installation_id: installation.id, permissions: { members: 'read' as const } };
    expect(await statusOf(own.rest.apps.createInstallationAccessToken(wide))).toBe(422);
  });

  it('gives a job just its permissions', async () => {
    const token = world.sandbox.actions.issueJobToken({
      repository: 'olivia/credit',
      permissions: { contents: 'read', 'pull-requests': 'write' },
      runId: 1,
      job: 'x',
    });
    const refused = await client(token)
      .rest.checks.create({ ...world.where, name: 'x', head_sha: '0'.repeat(40) })
      .catch((error: Error) => error.message);
    expect(refused).toContain('Resource not accessible by integration');
    expect(await statusOf(client(token).rest.pulls.list(world.where))).toBe('passed');
  });

  it('is the same at the root of the API host as under /api/v3', async () => {
    const [one, other] = await Promise.all(
      ['/api/v3', ''].map(async (prefix) => (await fetch(`${world.sandbox.url}${prefix}/repos/olivia/credit`)).json()),
    );
    expect(one).toEqual(other);
  });

  it('pages with Link, answers 304 to a known ETag free of charge, and counts the rest', async () => {
    const octokit = world.as(world.writer);
    for (let i = 0; i < 5; i++) await octokit.rest.issues.create({ ...world.where, title: `issue ${i}` });
    const first = await octokit.rest.issues.listForRepo({ ...world.where, per_page: 2 });
    expect(first.headers.link).toMatch(/page=2>; rel="next", <.*page=3>; rel="last"/);
    expect(await octokit.paginate(octokit.rest.issues.listForRepo, { ...world.where, per_page: 2 })).toHaveLength(5);
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    const left = Number((await octokit.rest.repos.get(world.where)).headers['x-ratelimit-remaining']);
    expect(await statusOf(octokit.rest.issues.listForRepo({ ...world.where, per_page: 2, headers }))).toBe(304);
    expect((await octokit.rest.rateLimit.get()).data.rate.remaining).toBe(left - 1);
  });

  it('shapes a 422 as GitHub does', async () => {
    const asked = world.as(world.writer).rest.issues.createComment({ ...world.where, issue_number: 1, body: ' ' });
    await expect(asked).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Validation Failed', errors: [{ resource: 'IssueComment' }] } },
    });
  });
});
