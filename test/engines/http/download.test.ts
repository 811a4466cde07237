import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { download } from '../../../src/engines/http/download.ts';

// Faults that a real server on this machine can't make. What it can make is tested with one: test/cli/data.test.ts.
const host = 'https://data.example.org';
const unexpected: string[] = [];
const note = ({ method, url }: { method: string; url: string }) => unexpected.push(`${method} ${url}`);
let folder: string;

beforeEach(async () => {
  nock.disableNetConnect();
  nock.emitter.on('no match', note);
  folder = await mkdtemp(join(tmpdir(), 'aval-download-'));
});
afterEach(async () => {
  nock.emitter.off('no match', note);
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  await rm(folder, { recursive: true });
  // An unmatched call would be answered 501, which looks like a server that stumbles.
  expect([unexpected.splice(0), pending]).toEqual([[], []]);
});

test('a connection that breaks is made again, and the file lies under its digest, alone', async () => {
  nock(host)
    .get('/a.csv')
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  nock(host).get('/a.csv').reply(200, 'id\n1\n');
  const { digest, file } = await download(`${host}/a.csv`, folder);
  expect(digest).toBe(digestOf('id\n1\n'));
  expect(await readFile(file, 'utf8')).toBe('id\n1\n');
  expect(await readdir(folder)).toEqual([digest.replace(':', '-')]);
});

test('a redirect within https is followed, to another host too', async () => {
  nock(host).get('/a.csv').reply(302, '', { location: 'https://mirror.example.org/b.csv' });
  nock('https://mirror.example.org').get('/b.csv').reply(307, '', { location: '/c.csv' });
  nock('https://mirror.example.org').get('/c.csv').reply(200, 'x');
  expect((await download(`${host}/a.csv`, folder)).digest).toBe(digestOf('x'));
});

test('a redirect that never ends is refused, and nothing is left behind', async () => {
  nock(host)
    .get('/a.csv')
    .times(6)
    .reply(302, '', { location: `${host}/a.csv` });
  await expect(download(`${host}/a.csv`, folder)).rejects.toMatchObject({
    class: 'config',
    faults: [{ rule: 'download.refused' }],
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a server that asks to wait is asked again, and after four tries it is a fault of the platform', async () => {
  nock(host).get('/a.csv').times(4).reply(429);
  await expect(download(`${host}/a.csv`, folder)).rejects.toMatchObject({
    class: 'platform',
    faults: [{ rule: 'download.failed' }],
  });
}, 40_000);

const credentials = new Map([
  ['data.example.org', 'Bearer abc'],
  ['other.example.org:8443', 'Bearer def'],
]);
const silent = { badheaders: ['authorization'] };

test("a host is told its own credential, and on the way no other's", async () => {
  nock(host)
    .get('/a.csv')
    .matchHeader('authorization', 'Bearer abc')
    .reply(302, '', { location: 'https://mirror.example.org/b.csv?signature=x' });
  nock('https://mirror.example.org', silent)
    .get('/b.csv')
    .query(true)
    .reply(302, '', { location: 'https://data.example.org:8443/c.csv' });
  nock('https://data.example.org:8443', silent)
    .get('/c.csv')
    .reply(302, '', { location: 'https://other.example.org:8443/d.csv' });
  nock('https://other.example.org:8443')
    .get('/d.csv')
    .matchHeader('authorization', 'Bearer def')
    .reply(302, '', { location: `${host}/e.csv` });
  nock(host).get('/e.csv').matchHeader('authorization', 'Bearer abc').reply(200, 'x');
  expect((await download(`${host}/a.csv`, folder, credentials)).digest).toBe(digestOf('x'));
});

test.each([401, 403])('a credential that is refused (%i) is said to be, by its host alone', async (status) => {
  nock(host).get('/a.csv').reply(status);
  const error: unknown = await download(`${host}/a.csv`, folder, credentials).catch((cause: unknown) => cause);
  expect(error).toMatchObject({
    class: 'config',
    faults: [{ message: expect.stringContaining('data.example.org refused the credential that it was told') }],
  });
  expect(JSON.stringify(error)).not.toContain('abc');
});

test('nothing is said of where an address led: it may hold a signature', async () => {
  nock(host).get('/a.csv').reply(302, '', { location: 'https://mirror.example.org/b.csv?signature=x' });
  nock('https://mirror.example.org').get('/b.csv').query(true).reply(404);
  const error: unknown = await download(`${host}/a.csv`, folder, credentials).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ faults: [{ message: expect.stringContaining(`${host}/a.csv can't be read`) }] });
  expect(JSON.stringify(error)).not.toContain('signature');
});
