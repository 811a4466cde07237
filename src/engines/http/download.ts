import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Digest, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { type Credentials, noCredentials } from './credentials.ts';

/** Tries of one download, and the longest pause between two of them in milliseconds. */
const tries = 4;
const longestPause = 8_000;
const redirects = 5;
/** A whole download takes at most this long, in milliseconds. */
const timeLimit = 30 * 60_000;
/** Largest file, in bytes. */
const sizeLimit = 64 * 2 ** 30;

/** A file that came whole; it lies in its folder under the digits of its digest. */
export interface Downloaded {
  readonly digest: Digest;
  readonly file: string;
}

/**
 * Streams an https:// address into a folder of files named by their digests, whole or not at all. Server faults, timeouts and
 * broken connections are tried again with jitter; what the server refuses is not. Each host is told its own credential, and no other's. Throws
 * `config` for a refusal, `platform` else.
 */
export async function download(
  address: string,
  folder: string,
  credentials: Credentials = noCredentials,
): Promise<Downloaded> {
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `${randomBytes(12).toString('hex')}.partial`);
  try {
    const digest = await persist({ address, credentials, signal: AbortSignal.timeout(timeLimit) }, partial);
    const file = downloadedFile(folder, digest);
    await rename(partial, file);
    return { digest, file };
  } finally {
    await rm(partial, { force: true });
  }
}

/** Where a download with this digest lies, once it is there. */
export function downloadedFile(folder: string, digest: Digest): string {
  return join(folder, digest.replace(':', '-'));
}

interface Request {
  /** As the source says it. It alone is named in faults: where it leads may hold a signature that lets anyone in. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
}

async function persist(request: Request, partial: string): Promise<Digest> {
  const { address, signal } = request;
  for (let attempt = 1; ; attempt++) {
    try {
      return await save(address, await open(request), partial);
    } catch (cause) {
      if (cause instanceof AvalError) throw cause;
      if (attempt === tries || signal.aborted) throw unreachable(address, cause);
      await wait(Math.random() * Math.min(longestPause, 500 * 2 ** attempt));
    }
  }
}

/** Follows redirects by hand, because one that leaves https would be followed before anyone could look at it. */
async function open({ address, credentials, signal }: Request): Promise<Response> {
  let url = new URL(address);
  for (let step = 0; step <= redirects; step++) {
    if (url.protocol !== 'https:')
      throw refused(address, `it leads to ${url.protocol}//${url.host}, which is not https`);
    const authorization = credentials.get(url.host);
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const response = await fetch(url, { redirect: 'manual', signal, headers });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return answered(address, response, authorization === undefined ? undefined : url.host);
    await response.body?.cancel();
    url = new URL(next, url);
  }
  throw refused(address, `it redirects more than ${redirects} times`);
}

/** `told`: the host that answers, where it was told a credential. */
async function answered(address: string, response: Response, told: string | undefined): Promise<Response> {
  if (response.ok) return response;
  await response.body?.cancel();
  const answer = `the server answered ${response.status} ${response.statusText}`.trim();
  // Later may be better for these; anything else is the server's word.
  if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Error(answer);
  if (told !== undefined && (response.status === 401 || response.status === 403))
    throw refused(address, `${told} refused the credential that it was told (${answer})`);
  throw refused(address, answer);
}

async function save(address: string, response: Response, partial: string): Promise<Digest> {
  const digest = createHash('sha256');
  if (response.body === null) throw refused(address, 'the answer is empty');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      digest.update(chunk);
      done(size > sizeLimit ? refused(address, `it is larger than ${sizeLimit} bytes`) : null, chunk);
    },
  });
  // Node's web streams and the DOM's are one thing under two names.
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, measure, createWriteStream(partial, { flags: 'w' }));
  return parseDigest(`sha256:${digest.digest('hex')}`, address);
}

function refused(address: string, reason: string): AvalError {
  return new AvalError('config', { rule: 'download.refused', message: `${address} can't be read: ${reason}` });
}

function unreachable(address: string, cause: unknown): AvalError {
  const reason =
    cause instanceof Error ? [cause.message, (cause.cause as Error | undefined)?.message] : [String(cause)];
  const message = `${address} could not be read in ${tries} tries: ${reason.filter(Boolean).join(': ')}`;
  return new AvalError(
    'platform',
    { rule: 'download.failed', message, hint: 'Look at the network and try again.' },
    { cause },
  );
}
