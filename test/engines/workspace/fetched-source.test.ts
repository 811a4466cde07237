import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceSchema } from '../../../src/core/definitions/schema/source.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { fetchedSource } from '../../../src/engines/workspace/fetched-source.ts';

const host = 'https://data.example.org';
const credentials = new Map([['data.example.org', 'Bearer abc']]);
const source = (access: 'public' | 'environment') =>
  sourceSchema.parse({
    apiVersion: 'aval/v1',
    kind: 'Source',
    name: 'loans',
    uri: `${host}/loans.csv`,
    access,
    licence: 'none',
    origin: 'a test',
    columns: { id: { type: 'int' } },
  });
let cache: string;
beforeEach(async () => {
  nock.disableNetConnect();
  cache = await mkdtemp(join(tmpdir(), 'aval-fetched-'));
});
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  await rm(cache, { recursive: true });
  expect(pending).toEqual([]);
});

test('what a credential opened once is there for a process that has none', async () => {
  nock(host).get('/loans.csv').matchHeader('authorization', 'Bearer abc').reply(200, 'id\n1\n');
  const pin = digestOf('id\n1\n');
  const file = await fetchedSource(cache, source('environment'), pin, credentials);
  expect(await fetchedSource(cache, source('environment'), pin, new Map())).toBe(file);
});

test('without a credential of its host the network is not tried', async () => {
  for (const others of [new Map(), new Map([['data.example.org:8443', 'Bearer abc']])])
    await expect(fetchedSource(cache, source('environment'), digestOf('x'), others)).rejects.toMatchObject({
      class: 'config',
      faults: [{ rule: 'source.credentials', message: expect.stringMatching(/"loans".* none for data\.example\.org/) }],
    });
});

test('a public source is read without one, even where the host has one', async () => {
  nock(host, { badheaders: ['authorization'] })
    .get('/loans.csv')
    .reply(200, 'x');
  await fetchedSource(cache, source('public'), digestOf('x'), credentials);
});

test('other bytes than are pinned are refused, and their digest, by which they could be asked for, is not told', async () => {
  nock(host).get('/loans.csv').reply(200, 'a secret file');
  const error: unknown = await fetchedSource(cache, source('environment'), digestOf('x'), credentials).catch(
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ faults: [{ rule: 'source.moved' }] });
  expect(JSON.stringify(error)).not.toContain(digestOf('a secret file').slice(7, 19));
});
