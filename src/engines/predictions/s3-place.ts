import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AwsClient } from 'aws4fetch';
import { AvalError } from '../../core/errors.ts';
import type { PredictionPlace } from './prediction-place.ts';
import type { S3Access } from './s3-access.ts';
import { parseListing } from './s3-listing.ts';

/** Milliseconds for one request: a file of tens of MiB over a slow line. */
const timeLimit = 120_000;

/** Predictions in a bucket, by requests that the server tries again by itself when they are told to come later (5xx, 429). */
export class S3Place implements PredictionPlace {
  readonly name: string;
  readonly #client: AwsClient;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(bucket: string, prefix: string, { endpoint, ...keys }: S3Access) {
    this.name = `s3://${bucket}${prefix && `/${prefix}`}`;
    this.#client = new AwsClient({ ...keys, service: 's3', retries: 3, initRetryMs: 100 });
    this.#bucket = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${keys.region}.amazonaws.com`;
    this.#prefix = prefix && `${prefix}/`;
  }

  async put(path: string, file: string): Promise<void> {
    const body = await readFile(file);
    const hash = createHash('sha256').update(body).digest();
    // The server compares both with what came, and keeps the second beside the object.
    const headers = { 'x-amz-content-sha256': hash.toString('hex'), 'x-amz-checksum-sha256': hash.toString('base64') };
    const key = `${this.#prefix}${path}`.split('/').map(encodeURIComponent).join('/');
    await this.#ask(`${this.#bucket}/${key}`, { method: 'PUT', body, headers });
  }

  async list(folder: string): Promise<readonly string[]> {
    const paths: string[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url' });
      query.set('prefix', `${this.#prefix}${folder}/`);
      if (next !== undefined) query.set('continuation-token', next);
      const listing = parseListing(await this.#ask(`${this.#bucket}/?${query}`, { method: 'GET' }));
      paths.push(...listing.keys.map((key) => key.slice(this.#prefix.length)));
      next = listing.next;
    } while (next !== undefined);
    return paths.sort();
  }

  async #ask(url: string, init: RequestInit): Promise<string> {
    const answer = await this.#client
      .fetch(url, { ...init, signal: AbortSignal.timeout(timeLimit) })
      .catch((cause: unknown) => {
        throw this.#fault(reasonOf(cause), cause);
      });
    const text = await answer.text();
    if (answer.ok) return text;
    const [, code] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
    throw this.#fault(`it answers ${answer.status}${code === undefined ? '' : ` (${code})`}`);
  }

  #fault(reason: string, cause?: unknown): AvalError {
    return new AvalError('platform', { rule: 'predictions.s3', message: `${this.name}: ${reason}` }, { cause });
  }
}

/** fetch says "fetch failed", and why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
