import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { AvalError } from '../../core/errors.ts';
import { isOfLog } from '../../core/predictions/prediction-path.ts';
import { replaceFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';
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
    await this.#ask(this.#address(path), { method: 'PUT', body, headers });
  }

  async list(folder: string): Promise<readonly string[]> {
    const paths: string[] = [];
    let next: string | undefined;
    do {
      const listing = await this.#page(
        `${this.#prefix}${folder}/`,
        next === undefined ? {} : { 'continuation-token': next },
      );
      paths.push(...listing.keys.map((key) => key.slice(this.#prefix.length)));
      next = listing.next;
    } while (next !== undefined);
    return paths.sort();
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#page(this.#prefix, { 'max-keys': '1' })).keys.length === 0;
  }

  /** Named by a digest of where it lay: whoever writes to the bucket chooses no path here. What the log wrote never changes, so it is fetched once. */
  async local(path: string, folder: string): Promise<string> {
    const [model = ''] = path.split('/', 1);
    const name = createHash('sha256').update(`${this.name}/${path}`).digest('hex');
    const file = join(folder, model, `${name}.parquet`);
    if (isOfLog(path) && (await stat(file).catch(absent)) !== undefined) return file;
    await replaceFile(file, await this.#ask(this.#address(path), { method: 'GET' }));
    return file;
  }

  #address(path: string): string {
    return `${this.#bucket}/${`${this.#prefix}${path}`.split('/').map(encodeURIComponent).join('/')}`;
  }

  async #page(prefix: string, more: Readonly<Record<string, string>> = {}): Promise<ReturnType<typeof parseListing>> {
    const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', prefix, ...more });
    const answer = await this.#ask(`${this.#bucket}/?${query}`, { method: 'GET' });
    return parseListing(answer.toString());
  }

  async #ask(url: string, init: RequestInit): Promise<Buffer> {
    const failed = (cause: unknown): never => {
      throw this.#fault(reasonOf(cause), cause);
    };
    const answer = await this.#client.fetch(url, { ...init, signal: AbortSignal.timeout(timeLimit) }).catch(failed);
    const body = Buffer.from(await answer.arrayBuffer().catch(failed));
    if (answer.ok) return body;
    const [, code] = /<Code>([^<]*)<\/Code>/.exec(body.toString()) ?? [];
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
