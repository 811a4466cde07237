import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type TestWorld } from '../world.ts';
import { logIn, Surfer } from './surfer.ts';

describe('logging in', () => {
  let world: TestWorld;
  let issue: string;
  beforeAll(async () => {
    world = await makeWorld();
    await world.sandbox.addRepository({ owner: world.owner, name: 'secret', private: true });
    const { data } = await world.as(world.writer).rest.issues.create({ ...world.where, title: 'one' });
    issue = `/olivia/credit/issues/${data.number}`;
  });
  afterAll(async () => {
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  const comments = (): number => world.repository.comments.size;

  it('offers every person with rights, says why there is no password, and goes back', async () => {
    const surfer = new Surfer(world.sandbox);
    expect((await surfer.open(issue)).text).toContain(`href="/login?return_to=${encodeURIComponent(issue)}"`);
    const page = await surfer.open(`/login?return_to=${encodeURIComponent(issue)}`);
    expect(page.text).toContain('There are no passwords, because this is a sandbox');
    expect(page.text).toContain('olivia/credit · owner, may do everything');
    expect(page.text).toContain('olivia/credit · writer: pushes, merges, approvals count');
    expect(page.text).toContain('olivia/credit · reader: comments, approvals do not count');
    expect(page.text).toContain('olivia/credit · outsider: comments, approvals do not count');
    expect(page.text).not.toContain('olivia/secret');
    const { status, location } = await surfer.submit(`/login?return_to=${encodeURIComponent(issue)}`, '/session', {
      login: 'rita',
    });
    expect([status, location]).toEqual([303, issue]);
    expect((await surfer.open(issue)).text).toMatch(/Signed in as <\/span><strong>rita<\/strong>/);
  });

  it('gives a cookie that no script reads and no other site sends, and another one than before', async () => {
    const surfer = new Surfer(world.sandbox);
    await surfer.open('/login');
    const before = surfer.cookie;
    const { headers } = await surfer.submit('/login', '/session', { login: 'rita' });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^user_session_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(surfer.cookie).not.toBe(before);
    const stale = new Surfer(world.sandbox);
    stale.cookie = before;
    expect((await stale.open(issue)).text).not.toContain('Signed in as');
  });

  it('ends with the button', async () => {
    const rita = await logIn(world, 'rita');
    const cookie = rita.cookie;
    expect(await rita.submit(issue, '/logout')).toMatchObject({ status: 303, location: '/login' });
    rita.cookie = cookie;
    expect((await rita.open(issue)).text).not.toContain('Signed in as');
  });

  it('shows the private repositories that one may read', async () => {
    const [olivia, walter] = [await logIn(world, 'olivia'), await logIn(world, 'walter')];
    expect((await olivia.open('/')).text).toContain('href="/olivia/secret"');
    expect((await olivia.open('/olivia/secret')).status).toBe(200);
    expect((await walter.open('/')).text).not.toContain('secret');
    const where = { owner: 'olivia', repo: 'secret' };
    const rest = world.as(world.owner).rest.repos;
    const { data } = await rest.createRelease({ ...where, tag_name: 'm@v1/x' });
    const baseUrl = `${world.sandbox.url}/api/uploads`;
    await rest.uploadReleaseAsset({ ...where, release_id: data.id, name: 'model.txt', data: 'weights', baseUrl });
    const file = '/olivia/secret/releases/download/m%40v1%2Fx/model.txt';
    expect(await olivia.open(file)).toMatchObject({ status: 200, text: 'weights' });
    expect((await walter.open(file)).status).toBe(404);
    expect((await fetch(`${world.sandbox.url}${file}`)).status).toBe(404);
    expect((await walter.open('/olivia/secret')).status).toBe(404);
    expect((await walter.post('/olivia/secret/issues/1/comment', {}, { token: await walter.token() })).status).toBe(
      404,
    );
  });

  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
    'does not lead to %j afterwards',
    async (return_to) => {
      const surfer = new Surfer(world.sandbox);
      expect(await surfer.submit('/login', '/session', { login: 'rita', return_to })).toMatchObject({
        status: 303,
        location: '/',
      });
    },
  );

  it.each(['nobody', 'github-actions[bot]', ''])('is not possible as %j', async (login) => {
    const { status, text } = await new Surfer(world.sandbox).submit('/login', '/session', { login });
    expect(status).toBe(422);
    expect(text).toContain('The sandbox has no such person.');
  });

  it('is needed for a form', async () => {
    const surfer = new Surfer(world.sandbox);
    expect(await surfer.post(`${issue}/comment`, { body: 'x' })).toMatchObject({ status: 403 });
    const { status, text } = await surfer.post(`${issue}/comment`, { body: 'x' }, { token: await surfer.token() });
    expect(status).toBe(403);
    expect(text).toContain('You are not logged in.');
    expect(comments()).toBe(0);
  });

  it('is not enough for a form without the token of its page', async () => {
    const [rita, walter] = [await logIn(world, 'rita'), await logIn(world, 'walter')];
    for (const token of ['', 'x', await walter.token()]) {
      const { status, text } = await rita.post(`${issue}/comment`, { body: 'x' }, { token });
      expect(status).toBe(403);
      expect(text).toContain('load the page again');
    }
    expect(comments()).toBe(0);
  });

  it('is not enough for a form of another site', async () => {
    const rita = await logIn(world, 'rita');
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', null])
      for (const action of [`${issue}/comment`, '/logout', '/session']) {
        const sent = await rita.post(action, { body: 'x', login: 'olivia' }, { origin, token: await rita.token() });
        expect(sent.status).toBe(403);
        expect(sent.text).toContain('another site');
      }
    expect(comments()).toBe(0);
    expect((await rita.open(issue)).text).toContain('<strong>rita</strong>');
  });

  it('leaves the API to tokens', async () => {
    const rita = await logIn(world, 'rita');
    const headers = { cookie: rita.cookie, origin: world.sandbox.url, 'content-type': 'application/json' };
    const body = JSON.stringify({ body: 'x' });
    const asked = await fetch(`${world.sandbox.apiUrl}/repos${issue}/comments`, { method: 'POST', headers, body });
    expect(asked.status).toBe(401);
    expect(comments()).toBe(0);
  });
});
