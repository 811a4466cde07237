import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../app/log.ts';
import { bodyBudget } from '../../../app/server/read-body.ts';
import { receive } from '../../../app/server/receive.ts';
import { type Listening, listen, webhookPath } from '../../../app/server/server.ts';
import type { Delivery } from '../../../app/webhooks/intake.ts';

const secrets = ['now'.repeat(16), 'before'.repeat(8)] as const;
const cap = 100_000;

let server: Listening;
let budget: ReturnType<typeof bodyBudget>;
const taken: Delivery[] = [];
const refusals: string[] = [];
const lines: string[] = [];

beforeEach(async () => {
  for (const list of [taken, refusals, lines]) list.length = 0;
  budget = bodyBudget(cap, 2 * cap);
  server = await listen({
    host: '127.0.0.1',
    port: 0,
    patience: { headers: 300, request: 600 },
    metrics: { text: async () => 'a_metric 1\n', contentType: 'text/plain; version=0.0.4' },
    log: createLog({ logLevel: 'trace', secrets, servingSecrets: [] }, (line) => lines.push(line)),
    posts: new Map([
      [
        webhookPath,
        (request) =>
          receive(request, {
            secrets,
            budget,
            refused: (why) => refusals.push(why),
            intake: (delivery) => {
              taken.push(delivery);
              if (delivery.event === 'broken') throw new Error('a bug');
              if (delivery.event === 'strange') return { kind: 'malformed', at: 'repository.name' };
              return delivery.event === 'star' ? { kind: 'ignored' } : { kind: 'keys', keys: [] };
            },
          }),
      ],
    ]),
  });
});
afterEach(() => server.close());

const at = (path: string): string => `http://127.0.0.1:${server.address.port}${path}`;
const sign = (body: string, secret: string = secrets[0]): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const body = JSON.stringify({ action: 'opened', title: 'ünï 🙂' });
const headersFor = (text: string, more: Record<string, string | undefined> = {}): Record<string, string> => {
  const all = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': '0b1c-7',
    'x-hub-signature-256': sign(text),
    ...more,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};
const post = (text = body, more: Record<string, string | undefined> = {}) =>
  fetch(at(webhookPath), { method: 'POST', body: text, headers: headersFor(text, more) });

describe('a delivery', () => {
  it('that is signed is taken and answered', async () => {
    expect((await post()).status).toBe(202);
    expect(taken).toEqual([{ event: 'pull_request', id: '0b1c-7', payload: JSON.parse(body) }]);
  });

  it('may be signed with the secret before', async () => {
    expect((await post(body, { 'x-hub-signature-256': sign(body, secrets[1]) })).status).toBe(202);
  });

  it('that nobody listens for is answered 200, and one that is not understood 400', async () => {
    expect((await post(body, { 'x-github-event': 'star' })).status).toBe(200);
    expect((await post(body, { 'x-github-event': 'strange' })).status).toBe(400);
  });

  it('that comes again is taken again: it is only a reason to look', async () => {
    expect([(await post()).status, (await post()).status, taken.length]).toEqual([202, 202, 2]);
  });

  it.each<[string, number, string, Record<string, string | undefined>]>([
    ['no signature', 401, 'not signed', { 'x-hub-signature-256': undefined }],
    ['only SHA-1', 401, 'not signed', { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' }],
    ['a wrong signature', 401, 'wrong signature', { 'x-hub-signature-256': sign(`${body} `) }],
    ['another secret', 401, 'wrong signature', { 'x-hub-signature-256': sign(body, 'development') }],
    ['a form', 415, 'not JSON', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no event', 400, 'not a delivery of GitHub', { 'x-github-event': undefined }],
    ['a strange event', 400, 'not a delivery of GitHub', { 'x-github-event': 'a b' }],
    ['no id', 400, 'not a delivery of GitHub', { 'x-github-delivery': undefined }],
  ])('with %s is refused before it is parsed', async (_, status, why, more) => {
    expect((await post(body, more)).status).toBe(status);
    expect([taken, refusals]).toEqual([[], [why]]);
  });

  it('that is signed and no JSON is refused', async () => {
    expect((await post('{')).status).toBe(400);
    expect([taken, refusals]).toEqual([[], ['not JSON']]);
  });

  it('that meets a bug is answered 500, says nothing, and the next one is taken', async () => {
    const answer = await post(body, { 'x-github-event': 'broken' });
    expect([answer.status, await answer.text()]).toEqual([500, 'failed\n']);
    expect(lines.join('')).toContain('a bug');
    expect((await post()).status).toBe(202);
  });
});

/** What came back on a connection of one's own until it ended. */
function raw(write: (send: (text: string) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.address.port, '127.0.0.1');
    let got = '';
    socket.on('data', (bytes) => {
      got += bytes.toString('latin1');
    });
    socket.on('error', () => undefined).on('close', () => resolve(got));
    write((text) => {
      if (socket.writable) socket.write(text);
    });
  });
}

const head = (text: string, more: readonly string[]): string =>
  [
    `POST ${webhookPath} HTTP/1.1`,
    'host: x',
    ...Object.entries(headersFor(text)).map(([name, value]) => `${name}: ${value}`),
    ...more,
    '',
    '',
  ].join('\r\n');

describe('size and time', () => {
  const large = JSON.stringify('x'.repeat(cap));

  it('a body that says it is too large is refused before any of it is read', async () => {
    expect(await raw((send) => send(head(large, [`content-length: ${large.length}`])))).toMatch(/^HTTP\/1\.1 413 /);
    expect([refusals, budget.used]).toEqual([['too large'], 0]);
  });

  it('a body that does not say is refused as soon as it is too large', async () => {
    let sent = 0;
    const status = await new Promise<number>((resolve) => {
      const headers = { ...headersFor(large), 'transfer-encoding': 'chunked' };
      const sending = httpRequest(at(webhookPath), { method: 'POST', headers }, (answer) => {
        resolve(answer.statusCode ?? 0);
        clearInterval(timer);
        sending.destroy();
      });
      sending.on('error', () => undefined);
      const timer = setInterval(() => {
        sending.write('x'.repeat(10_000));
        sent += 10_000;
      }, 2);
    });
    expect([status, refusals]).toEqual([413, ['too large']]);
    expect(sent).toBeLessThan(3 * cap);
  });

  it('a body of exactly the size is read', async () => {
    const text = JSON.stringify('x'.repeat(cap - 2));
    expect((await post(text)).status).toBe(202);
  });

  it('many large bodies at once are not all kept', async () => {
    const almost = JSON.stringify('x'.repeat(cap - 100));
    const open = Array.from({ length: 5 }, () =>
      raw((send) => send(`${head(almost, [`content-length: ${almost.length}`])}${almost.slice(0, -1)}`)),
    );
    const answers = (await Promise.all(open)).map((text) => text.slice(9, 12));
    expect(answers.filter((status) => status === '503').length).toBeGreaterThanOrEqual(3);
    expect(budget.used).toBe(0);
    expect((await post()).status).toBe(202);
  });

  it('headers and bodies that never end are cut off', async () => {
    const started = performance.now();
    const [headers, slow] = await Promise.all([
      raw((send) => send(`POST ${webhookPath} HTTP/1.1\r\nhost: x\r\nx-a: `)),
      raw((send) => {
        send(head(body, [`content-length: ${body.length}`]));
        const timer = setInterval(() => send('{'), 100);
        setTimeout(() => clearInterval(timer), 3_000);
      }),
    ]);
    expect(performance.now() - started).toBeLessThan(2_500);
    for (const answer of [headers, slow]) expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
    expect([taken, budget.used]).toEqual([[], 0]);
  });
});

describe('the other addresses', () => {
  it('are health and metrics', async () => {
    const health = await fetch(at('/healthz'));
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    const metrics = await fetch(at('/metrics?x=1'));
    expect([await metrics.text(), metrics.headers.get('content-type')]).toEqual([
      'a_metric 1\n',
      'text/plain; version=0.0.4',
    ]);
  });

  it.each(['/', '/probot', '/probot/setup', '/probot/import', '/ping', webhookPath, `${webhookPath}/`, '//healthz'])(
    'GET %s is not there',
    async (path) => {
      expect((await fetch(at(path))).status).toBe(404);
    },
  );

  it('nothing is posted but deliveries', async () => {
    for (const path of ['/', '/probot/import', '/healthz', '/metrics']) {
      expect((await fetch(at(path), { method: 'POST', body: '{}' })).status).toBe(404);
    }
  });

  it('health and deliveries are 503 while it shuts down', async () => {
    server.drain();
    expect((await fetch(at('/healthz'))).status).toBe(503);
    expect([(await post()).status, taken.length]).toEqual([503, 0]);
    expect((await fetch(at('/metrics'))).status).toBe(200);
  });
});

it('a port that is taken is an error at once', async () => {
  const { port } = server.address;
  const parts = {
    metrics: { text: async () => '', contentType: '' },
    log: createLog({ logLevel: 'silent', secrets, servingSecrets: [] }, () => {}),
  };
  const patience = { headers: 300, request: 600 };
  const again = listen({
    host: '127.0.0.1',
    port,
    patience,
    posts: new Map(),
    ...parts,
  });
  await expect(again).rejects.toMatchObject({ class: 'usage', faults: [{ rule: 'app.listen' }] });
});
