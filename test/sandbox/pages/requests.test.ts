import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type TestWorld } from '../world.ts';
import { open } from './lending.ts';

describe('a request', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.end());
  const ask = (path: string, accept: string, method = 'GET'): Promise<Response> =>
    fetch(`${world.sandbox.url}${path}`, { method, headers: { accept } });
  const typeOf = async (asked: Promise<Response>): Promise<string> =>
    (await asked).headers.get('content-type')?.split(';')[0] ?? '';

  it('gets a page where it takes HTML, and the API where it takes JSON', async () => {
    expect(await typeOf(ask('/olivia/credit', 'text/html,*/*;q=0.8'))).toBe('text/html');
    expect(await typeOf(ask('/olivia/credit', '*/*'))).toBe('text/html');
    expect(await typeOf(ask('/repos/olivia/credit', '*/*'))).toBe('application/json');
    expect(await typeOf(ask('/users/olivia', 'application/vnd.github+json'))).toBe('application/json');
    expect(await typeOf(ask('/api/v3/repos/olivia/credit', 'text/html'))).toBe('application/json');
  });

  it('gets no page by any method but GET and HEAD', async () => {
    expect(await typeOf(ask('/olivia/credit', 'text/html', 'POST'))).toBe('application/json');
    const head = await ask('/olivia/credit', 'text/html', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('gets no private repository', async () => {
    await world.sandbox.addRepository({ owner: world.owner, name: 'secret', private: true });
    for (const path of ['/olivia/secret', '/olivia/secret/pulls', '/olivia/secret/raw/main/README.md'])
      expect((await open(world, path)).status).toBe(404);
    for (const path of ['/', '/olivia']) expect((await open(world, path)).text).not.toContain('secret');
  });

  it('gets a policy that allows no script and nothing from elsewhere', async () => {
    const { headers, text } = await open(world, '/olivia/credit');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; img-src 'self' data:;/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).not.toMatch(/<script|<style|\sstyle=/);
    const style = await open(world, '/_pages/style.css');
    expect(style.headers.get('content-type')).toContain('text/css');
    expect(style.text).toContain('.markdown-body');
  });

  it('of an empty repository’s page says where to push', async () => {
    await world.sandbox.addRepository({ owner: world.owner, name: 'empty', empty: true });
    expect((await open(world, '/olivia/empty')).text).toContain(`Push to ${world.sandbox.url}/olivia/empty.git`);
  });
});
