import { createServer, type Server } from 'node:http';
import { getOctokit } from '@actions/github';
import { Webhooks as Verifier } from '@octokit/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../sandbox/state/people.ts';
import { addApp, commitFile, jwtFor, makeWorld, type TestWorld } from './world.ts';

interface Got {
  readonly event: string;
  readonly id: string;
  readonly signature: string;
  readonly body: string;
}

describe('webhooks', () => {
  let world: TestWorld;
  let server: Server;
  let app: App;
  let answer = 200;
  const got: Got[] = [];
  beforeAll(async () => {
    world = await makeWorld();
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8');
      });
      request.on('end', () => {
        const header = (name: string): string => String(request.headers[name]);
        const [event, id, signature] = [
          header('x-github-event'),
          header('x-github-delivery'),
          header('x-hub-signature-256'),
        ];
        got.push({ event, id, signature, body });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
    app = addApp(world, 'listener', undefined, { url, events: ['push', 'issues', 'issue_comment'] });
  });
  afterAll(async () => {
    server.close();
    expect(world.sandbox.violations).toEqual([]);
    await world.end();
  });
  beforeEach(async () => {
    await world.sandbox.idle();
    world.sandbox.webhooks.treat = () => 'send';
    got.length = 0;
  });
  const open = (title: string) => world.as(world.writer).rest.issues.create({ ...world.where, title });
  const titles = (): unknown[] =>
    got.filter((one) => one.event === 'issues').map((one) => JSON.parse(one.body).issue.title);

  it('are signed over their bytes and come only to who subscribes, with the installation', async () => {
    await commitFile(world.as(world.writer), world.where, 'hook', 'ä.txt', 'ü');
    await world.sandbox.idle();
    expect(got.map((one) => one.event).sort()).toEqual(['check_suite', 'check_suite', 'push', 'push'].sort());
    const verifier = new Verifier({ secret: 'a secret of at least thirty-two bytes' });
    for (const one of got) expect(await verifier.verify(one.body, one.signature)).toBe(true);
    expect(JSON.parse(got[0]?.body ?? '{}')).toMatchObject({
      installation: { id: expect.any(Number) },
      sender: { login: 'walter' },
    });
  });

  it('are held and let go in any order, dropped, doubled and delayed as a test says', async () => {
    const { webhooks } = world.sandbox;
    webhooks.treat = () => 'hold';
    for (const title of ['a', 'b', 'c']) await open(title);
    await world.sandbox.idle();
    expect(got).toEqual([]);
    await webhooks.release(webhooks.held.toReversed());
    expect(titles()).toEqual(['c', 'b', 'a']);
    webhooks.treat = () => 'drop';
    await open('lost');
    webhooks.treat = () => 'duplicate';
    await open('twice');
    await world.sandbox.idle();
    webhooks.treat = () => ({ delay: 50 });
    await open('late');
    expect(titles()).not.toContain('late');
    await world.sandbox.idle();
    expect(titles()).toEqual(['c', 'b', 'a', 'twice', 'twice', 'late']);
    expect(got.at(-2)?.id).toBe(got.at(-3)?.id);
  });

  it('that fail are recorded, never repeated by themselves, and redelivered on request with the same id', async () => {
    answer = 500;
    await open('failing');
    await world.sandbox.idle();
    answer = 200;
    const octokit = getOctokit(jwtFor(app), { baseUrl: world.sandbox.apiUrl });
    const { data: deliveries } = await octokit.rest.apps.listWebhookDeliveries({ per_page: 1 });
    expect(deliveries).toMatchObject([{ status_code: 500, event: 'issues', action: 'opened' }]);
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: deliveries[0]?.id ?? 0 });
    expect(got.map((one) => one.id)).toEqual([deliveries[0]?.guid, deliveries[0]?.guid]);
  });

  it('of a comment on a pull request say so', async () => {
    const { where } = world;
    const writer = world.as(world.writer);
    await commitFile(writer, where, 'talk', 'talk.txt', 'x');
    const { data: pull } = await writer.rest.pulls.create({ ...where, title: 't', head: 'talk', base: 'main' });
    await world.sandbox.idle();
    got.length = 0;
    const { data: comment } = await writer.rest.issues.createComment({
      ...where,
      issue_number: pull.number,
      body: 'hello',
    });
    await writer.rest.issues.updateComment({ ...where, comment_id: comment.id, body: 'hello!' });
    await world.sandbox.idle();
    const bodies = got.map((one) => JSON.parse(one.body));
    expect(bodies.map((body) => body.action)).toEqual(['created', 'edited']);
    expect(bodies[0]?.issue.pull_request.url).toBe(pull.url);
    expect(bodies[1]?.changes.body.from).toBe('hello');
  });
});
