import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { predictionPlace } from '../../../src/engines/predictions/prediction-place.ts';
import { s3AccessOf } from '../../../src/engines/predictions/s3-access.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = readonly [status: number, body: string];

/** A place at a server that answers in turn, and what it was asked. */
async function placeAt(answers: readonly Answer[]) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: Buffer.concat(await request.toArray()).toString() });
    const [status, body] = answers[asked.length - 1] ?? [500, ''];
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const variables = {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}/`,
  };
  return { place: predictionPlace('s3://bucket/logs/', () => s3AccessOf(variables)), asked };
}

async function finished(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aval-s3-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'file'), text);
  return join(folder, 'file');
}

const page = (keys: readonly string[], next?: string): Answer => [
  200,
  `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}${next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`,
];

describe('predictions in S3', () => {
  it('are put with a signature and the checksum of their bytes', async () => {
    const { place, asked } = await placeAt([[200, '']]);
    await place.put('loan/ab/x.parquet', await finished('rows'));
    const hash = createHash('sha256').update('rows').digest();
    expect(asked).toMatchObject([{ method: 'PUT', url: '/bucket/logs/loan/ab/x.parquet', body: 'rows' }]);
    expect(asked[0]?.headers).toMatchObject({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[^,]*x-amz-checksum-sha256[^,]*, Signature=[0-9a-f]{64}$/,
      ),
      'x-amz-checksum-sha256': hash.toString('base64'),
      'x-amz-content-sha256': hash.toString('hex'),
    });
  });

  it('are put again when the server is busy', async () => {
    const { place, asked } = await placeAt([
      [503, ''],
      [200, ''],
    ]);
    await place.put('loan/x.parquet', await finished('rows'));
    expect(asked.map(({ body }) => body)).toEqual(['rows', 'rows']);
  });

  it('are listed page by page', async () => {
    const { place, asked } = await placeAt([
      page(['logs/loan/b%2Bc', 'logs/loan/a+d'], 'x&amp;y'),
      page(['logs/loan/0']),
    ]);
    expect(await place.list('loan')).toEqual(['loan/0', 'loan/a d', 'loan/b+c']);
    const queries = asked.map(({ url }) => new URLSearchParams(url?.split('?')[1]));
    expect(queries.map((query) => query.get('prefix'))).toEqual(['logs/loan/', 'logs/loan/']);
    expect(queries.map((query) => query.get('continuation-token'))).toEqual([null, 'x&y']);
  });

  it('are fetched once where the log wrote them, by a name that nobody in the bucket chose', async () => {
    const { place, asked } = await placeAt([
      [200, 'rows'],
      [200, 'first'],
      [200, 'second'],
    ]);
    const folder = join(await finished(''), '..');
    const logged = 'loan/abcabcabcabc/2026-05-27/20260527T120000000Z-0f.parquet';
    for (const _ of [1, 2]) expect(await readFile(await place.local(logged, folder), 'utf8')).toBe('rows');
    const mine = 'loan/../../mine.parquet';
    const file = await place.local(mine, folder);
    expect(file).toMatch(new RegExp(`^${folder}/loan/[0-9a-f]{64}\\.parquet$`));
    expect(await readFile(await place.local(mine, folder), 'utf8')).toBe('second');
    expect(asked).toHaveLength(3);
  });

  it('say that nothing is there', async () => {
    const { place, asked } = await placeAt([page([]), page(['logs/other'])]);
    expect([await place.isEmpty(), await place.isEmpty()]).toEqual([true, false]);
    expect(asked[0]?.url).toContain('prefix=logs%2F&max-keys=1');
  });

  it('say what the server refused, and that it could not be reached', async () => {
    const { place } = await placeAt([[403, '<Error><Code>SignatureDoesNotMatch</Code></Error>']]);
    await expect(place.list('loan')).rejects.toMatchObject({
      class: 'platform',
      message: 's3://bucket/logs: it answers 403 (SignatureDoesNotMatch)',
    });
    const variables = { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const nowhere = predictionPlace('s3://bucket', () => s3AccessOf(variables));
    await expect(nowhere.list('loan')).rejects.toMatchObject({ class: 'platform', message: /^s3:\/\/bucket: / });
  });
});
