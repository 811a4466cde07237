import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { RuntimeSigner } from './runtime-token.ts';
import type { Artifact, ArtifactStore, Upload } from './store.ts';

const LINK_LIFETIME_MS = 10 * 60 * 1000;

/** The blob storage behind signed URLs: Azure block-blob uploads (blocks, block list, or all at once), downloads. */
export class Blobs {
  readonly #store: ArtifactStore;
  readonly #signer: RuntimeSigner;

  constructor(store: ArtifactStore, signer: RuntimeSigner) {
    this.#store = store;
    this.#signer = signer;
  }

  link(base: string, kind: 'upload' | 'download', key: string): string {
    const path = `/${kind}/${encodeURIComponent(key)}`;
    const expires = String(Date.now() + LINK_LIFETIME_MS);
    return `${base}${path}?se=${expires}&sig=${this.#signer.sign(`${path}\n${expires}`)}`;
  }

  async handle(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const expires = url.searchParams.get('se') ?? '';
    const signed = this.#signer.isSigned(`${url.pathname}\n${expires}`, url.searchParams.get('sig') ?? '');
    const [, kind, key = ''] = url.pathname.split('/');
    if (!signed || Number(expires) < Date.now()) return end(response, 403);
    if (kind === 'upload' && request.method === 'PUT') {
      const upload = this.#store.uploads.get(decodeURIComponent(key));
      return end(response, upload ? receive(upload, url.searchParams, await buffer(request)) : 404);
    }
    const artifact = kind === 'download' ? this.#store.byId(Number(key)) : undefined;
    if (!artifact || (request.method !== 'GET' && request.method !== 'HEAD')) return end(response, 404);
    send(artifact, request.method, response);
  }
}

/** Takes a part of an upload, and answers with HTTP's status. */
function receive(upload: Upload, query: URLSearchParams, body: Buffer): number {
  const comp = query.get('comp');
  if (comp === 'block') {
    upload.blocks.set(query.get('blockid') ?? '', body);
  } else if (comp === 'blocklist') {
    const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map((found) => found[1] ?? '');
    const blocks = ids.flatMap((id) => upload.blocks.get(id) ?? []);
    if (blocks.length !== ids.length) return 400;
    upload.bytes = Buffer.concat(blocks);
  } else {
    upload.bytes = body;
  }
  return 201;
}

function send(artifact: Artifact, method: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': artifact.type,
    'content-length': artifact.bytes.length,
    'content-disposition': `attachment; filename="${artifact.name}${artifact.type === 'application/zip' ? '.zip' : ''}"`,
  });
  response.end(method === 'GET' ? artifact.bytes : undefined);
}

function end(response: ServerResponse, status: number): void {
  const headers = { etag: '"1"', 'x-ms-request-id': '1', 'x-ms-version': '2025-01-05' };
  response.writeHead(status, { ...headers, 'last-modified': new Date().toUTCString() }).end();
}
