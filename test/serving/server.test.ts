import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '../../src/serving/fleet.ts';
import { servingMetrics } from '../../src/serving/metrics.ts';
import { loadPredictor, type Predictor } from '../../src/serving/predictor.ts';
import { type Listening, listen } from '../../src/serving/server.ts';
import { asking, smallClassesPackage, smallPackage } from './small-package.ts';

const fleet = new Fleet();
const failures: unknown[] = [];
let [one, two]: Predictor[] = [];
let server: Listening;
let nudges = 0;

beforeAll(async () => {
  [one, two] = [
    await loadPredictor(await smallPackage(0), '1.0.0'),
    await loadPredictor(await smallPackage(1), '1.1.0'),
  ];
  server = await listen({
    host: '127.0.0.1',
    port: 0,
    fleet,
    metrics: servingMetrics(fleet, { stored: 0, dropped: 0 }),
    serverVersion: '9.9.9',
    ready: () => fleet.standings.length > 0,
    newId: () => 'made',
    predicted: () => undefined,
    viewsOf: () => [],
    nudge: () => {
      nudges += 1;
    },
    failed: (error) => failures.push(error),
  });
});
afterAll(async () => {
  await server.close();
  expect(failures).toEqual([]);
});

async function call(
  path: string,
  body?: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const init = body === undefined ? {} : { method: 'POST', body, headers };
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? JSON.parse(text) : text };
}

test('before anything is loaded it lives and is not ready', async () => {
  expect((await call('/v2/health/live')).status).toBe(200);
  expect((await call('/v2/health/ready')).status).toBe(503);
  expect(await call('/v2/models/small')).toEqual({ status: 404, json: { error: 'there is no model "small" here' } });
});

test('a model that could not be loaded says why', async () => {
  fleet.fail('small', { version: '1.0.0', digest: 'sha256:0' }, 'no published package');
  expect(await call('/v2/models/small/infer', asking([1], ['a']))).toEqual({
    status: 503,
    json: { error: '"small" 1.0.0 is not loaded: no published package' },
  });
});

test('both forms of the path answer, and say which version and package it was', async () => {
  fleet.put(one as Predictor);
  fleet.put(two as Predictor);
  const { status, json } = await call('/v2/models/small/infer', asking([0.9, null], ['a', null]));
  expect(status).toBe(200);
  expect(json).toMatchObject({
    model_name: 'small',
    model_version: '1.1.0',
    id: 'r1',
    parameters: { digest: two?.digest },
  });
  expect(json.outputs).toMatchObject([{ name: 'probability', datatype: 'FP64', shape: [2] }]);
  const older = await call('/v2/models/small/versions/1.0.0/infer', asking([0.9, null], ['a', null]));
  expect(older.json).toMatchObject({ model_version: '1.0.0', parameters: { digest: one?.digest } });
  expect(older.json.outputs[0].data).not.toEqual(json.outputs[0].data);
  expect(await call('/v2/models/small/versions/3.0.0/infer', asking([1], ['a']))).toEqual({
    status: 404,
    json: { error: '"small" runs in version 1.1.0 and 1.0.0, not 3.0.0' },
  });
});

test('a row has the same score alone as among others', async () => {
  const [amounts, kinds] = [
    [0.1, 0.5, 0.9, null],
    ['a', 'b', 'unseen', null],
  ];
  const together = (await call('/v2/models/small/infer', asking(amounts, kinds))).json.outputs[0].data;
  for (const [row, amount] of amounts.entries()) {
    const alone = await call('/v2/models/small/infer', asking([amount], [kinds[row] ?? null]));
    expect(alone.json.outputs[0].data).toEqual([together[row]]);
  }
});

test('metadata of server and models', async () => {
  expect((await call('/v2')).json).toEqual({ name: 'aval', version: '9.9.9', extensions: [] });
  expect((await call('/v2/models')).json).toEqual({ models: ['small'] });
  expect((await call('/v2/models/small/ready')).status).toBe(200);
  expect((await call('/v2/models/small/versions/1.0.0')).json).toEqual({
    name: 'small',
    versions: ['1.1.0', '1.0.0'],
    platform: 'aval_package',
    inputs: [
      { name: 'v:amount', datatype: 'FP64', shape: [-1] },
      { name: 'v:kind', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [{ name: 'probability', datatype: 'FP64', shape: [-1] }],
    parameters: { version: '1.0.0', digest: one?.digest },
  });
});

test.each([
  ['/v2/models/small/infer', asking([1], ['a']), { 'content-type': 'text/plain' }, 415],
  ['/v2/models/small/infer', '{', undefined, 400],
  ['/v2/models/small/infer', 'x'.repeat(17 * 2 ** 20), undefined, 413],
  ['/v2/models/small', '{}', undefined, 405],
  ['/v2/models/small/infer', undefined, undefined, 405],
  ['/v2/models/%E0%A4%A/infer', '{}', undefined, 404],
  ['/v3', undefined, undefined, 404],
])('%s %.20s is refused with %i %i', async (path, body, headers, status) => {
  const answer = await call(path, body, headers);
  expect(answer.status).toBe(status);
  expect(answer.json.error).toEqual(expect.any(String));
});

test('metrics name what is served and nothing that a stranger chose; a nudge is passed on', async () => {
  await call('/v2/models/nobody-made-this/infer', '{}');
  expect((await call('/nudge', '')).status).toBe(202);
  expect(nudges).toBe(1);
  const { json } = await call('/metrics');
  expect(json).toContain(`aval_serving_version_info{model="small",version="1.1.0",digest="${two?.digest}"} 1`);
  expect(json).toMatch(/aval_serving_requests_total\{model="small",status="200"\} \d+/);
  expect(json).not.toContain('nobody-made-this');
});

test('while versions are swapped under load no request fails, and each is answered by one of the two', async () => {
  let asked = true;
  const versions = new Set<string>();
  const statuses = new Set<number>();
  const clients = Array.from({ length: 8 }, async () => {
    while (asked) {
      const { status, json } = await call('/v2/models/small/infer', asking([0.2], ['b']));
      statuses.add(status);
      versions.add(json.model_version);
    }
  });
  for (let k = 0; k < 200; k++) {
    fleet.put((k % 2 === 0 ? one : two) as Predictor);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  asked = false;
  await Promise.all(clients);
  expect([...statuses]).toEqual([200]);
  expect([...versions].sort()).toEqual(['1.0.0', '1.1.0']);
});

test('of several classes it answers all probabilities of each row and the class decided for, and its metadata names the classes', async () => {
  fleet.put(await loadPredictor(await smallClassesPackage(), '1.0.0'));
  const { json } = await call('/v2/models/thirds/infer', asking([0.05, 0.5, null], ['b', 'c', null]));
  const [{ data, ...output }, decided] = json.outputs;
  expect(output).toEqual({ name: 'probabilities', datatype: 'FP64', shape: [3, 3] });
  const rows = [0, 1, 2].map((row) => data.slice(3 * row, 3 * row + 3) as number[]);
  for (const own of rows) expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(rows.slice(0, 2).map((own) => own.indexOf(Math.max(...own)))).toEqual([0, 1]);
  expect(decided).toMatchObject({ name: 'class', datatype: 'BYTES', shape: [3] });
  expect(decided.data.slice(0, 2)).toEqual(['low', 'middle']);
  const metadata = (await call('/v2/models/thirds')).json;
  const parameters = { classes: ['low', 'middle', 'high'] };
  expect(metadata.outputs).toEqual([
    { name: 'probabilities', datatype: 'FP64', shape: [-1, 3], parameters },
    { name: 'class', datatype: 'BYTES', shape: [-1] },
  ]);
});

test('where mistakes cost, it decides for the class of least expected cost, and says by which costs', async () => {
  const likeliest = await smallClassesPackage();
  const classCosts = [
    [0, 1, 1],
    [1, 0, 1],
    [50, 50, 0],
  ];
  fleet.put(await loadPredictor({ ...likeliest, manifest: { ...likeliest.manifest, classCosts } }, '2.0.0'));
  const asked = { ...JSON.parse(asking([0.05, 0.5], ['b', 'c'])), outputs: [{ name: 'class' }] };
  const { json } = await call('/v2/models/thirds/infer', JSON.stringify(asked));
  expect(json.outputs).toEqual([{ name: 'class', datatype: 'BYTES', shape: [2], data: ['high', 'high'] }]);
  const [, decided] = (await call('/v2/models/thirds')).json.outputs;
  expect(decided).toEqual({ name: 'class', datatype: 'BYTES', shape: [-1], parameters: { classCosts } });
});

test('it ends only when the requests that began are answered', async () => {
  const slow = { ...(one as Predictor), model: 'slow' };
  const { promise, resolve } = Promise.withResolvers<void>();
  fleet.put({
    ...slow,
    async predict(frame) {
      await promise;
      return slow.predict(frame);
    },
  });
  const pending = call('/v2/models/slow/infer', asking([0.2], ['b']));
  await new Promise((wait) => setTimeout(wait, 50));
  const closed = server.close();
  resolve();
  expect((await pending).status).toBe(200);
  await closed;
});
