import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, type Ran } from './aval.ts';

// A real server with a certificate that only these processes trust.
let server: Server;
let folder: string;
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];
let told: (string | undefined)[] = [];
let repository: TemporaryRepository;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'aval-tls-'));
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  writeFileSync(path.join(folder, 'authority.pem'), cert);
  server = createServer({ key, cert }, (request, response) => {
    told.push(request.headers.authorization);
    const { status, headers, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const csv = (rows: readonly string[]) => `id,at,amount\n${rows.join('\n')}\n`;
const first = csv(['1,2026-01-01T00:00:00Z,10', '2,2026-01-02T00:00:00Z,20']);
const second = csv(['1,2026-01-01T00:00:00Z,10', '2,2026-01-02T00:00:00Z,20', '3,2026-01-03T00:00:00Z,30']);

beforeEach(() => {
  told = [];
  repository = temporaryRepository();
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  repository.write({
    'aval.yaml': 'apiVersion: aval/v1\nkind: Project\nname: p\nenvironments: [{name: production}]\n',
    'sources/sales.yaml': `apiVersion: aval/v1
kind: Source
name: sales
uri: https://localhost:${port}/sales.csv
access: public
time: at
licence: none
origin: made for this test
columns:
  id: {type: int, unique: true}
  at: {type: timestamp}
  amount: {type: float, minimum: 0}
`,
  });
  return () => repository[Symbol.dispose]();
});

const data = (...args: string[]): Promise<Ran> => dataWith({}, ...args);
function dataWith(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const authority = { NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem') };
  return aval(repository.root, ['data', ...args], { ...authority, ...environment });
}
const lock = () => readFileSync(path.join(repository.root, 'sources/sales.lock.yaml'), 'utf8');

test('an update locks the digest, the rows and the end of what the address holds; a check then reads just that', async () => {
  answers = [{ status: 200, body: first }];
  expect((await data('check')).stderr).toContain('source "sales" has no lock');
  const { stdout, code } = await data('update');
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('wrote sources/sales.lock.yaml, 2 rows until 2026-01-02T00:00:00Z'),
  ]);
  expect(lock()).toContain('rows: 2');
  answers = [{ status: 500 }];
  expect((await data('check')).code).toBe(0); // the bytes are here: the server is not asked
});

test('data that moved under a lock are never read; updating again moves the lock', async () => {
  answers = [{ status: 200, body: first }];
  await data('update');
  rmSync(path.join(repository.root, '.aval'), { recursive: true });
  answers = [{ status: 200, body: second }];
  const moved = await data('check');
  expect([moved.code, moved.stderr]).toEqual([2, expect.stringContaining('holds other bytes than its lock says')]);
  await data('update');
  expect(lock()).toContain('until: "2026-01-03T00:00:00Z"');
  expect((await data('check')).code).toBe(0);
});

test('data that break an expectation are told with row and value, and the lock stays as it was', async () => {
  answers = [{ status: 200, body: first }];
  await data('update');
  const before = lock();
  answers = [{ status: 200, body: csv(['1,2026-01-01T00:00:00Z,-5', '1,2026-01-04T00:00:00Z,x']) }];
  const { code, stdout } = await data('update');
  expect(code).toBe(1);
  expect(stdout).toContain('row 1: "-5.0"');
  expect(stdout).toContain('id: unique');
  expect(stdout).toContain('1 values are not of type float');
  expect(lock()).toBe(before);
});

test('a server that stumbles is asked again, one that refuses is not, and no redirect leaves https', async () => {
  answers = [{ status: 503 }, { status: 200, body: first }];
  expect((await data('update')).code).toBe(0);
  answers = [{ status: 403 }, { status: 200, body: first }];
  const refused = await data('update');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('the server answered 403 Forbidden')]);
  answers = [{ status: 302, headers: { location: 'http://localhost:1/sales.csv' } }];
  const left = await data('update');
  expect([left.code, left.stderr]).toEqual([
    2,
    expect.stringContaining('leads to http://localhost:1, which is not https'),
  ]);
});

test('data behind a login are read with the credential of their host, and without it are not asked for', async () => {
  const file = path.join(repository.root, 'sources/sales.yaml');
  const text = readFileSync(file, 'utf8');
  const host = /localhost:\d+/.exec(text)?.[0];
  writeFileSync(file, text.replace('access: public', 'access: environment\nsample: aval.yaml'));
  answers = [{ status: 200, body: first }];
  const without = await data('update');
  expect([without.code, without.stderr]).toEqual([
    2,
    expect.stringContaining(`Set AVAL_CREDENTIALS to a line "${host}: `),
  ]);
  const wrong = await dataWith({ AVAL_CREDENTIALS: `${host} Bearer s3cret` }, 'update');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('credentials, line 1: ')]);
  expect(told).toEqual([]);
  const update = await dataWith({ AVAL_CREDENTIALS: `${host}: Bearer s3cret` }, 'update');
  expect([update.code, told]).toEqual([0, ['Bearer s3cret']]);
  answers = [{ status: 403 }];
  const refused = await dataWith({ AVAL_CREDENTIALS: `${host}: Bearer 0ther` }, 'update');
  expect(refused.stderr).toContain(`${host} refused the credential that it was told`);
  expect(refused.stderr + wrong.stderr).not.toMatch(/s3cret|0ther/);
});

test('a server that is not there is a fault of the platform, told after a few tries', async () => {
  const file = path.join(repository.root, 'sources/sales.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/localhost:\d+/, 'localhost:1'));
  const { code, stderr } = await data('update');
  expect([code, stderr]).toEqual([3, expect.stringContaining('could not be read in 4 tries')]);
}, 40_000);
