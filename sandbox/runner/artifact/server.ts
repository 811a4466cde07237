import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RunnerHost } from '../../runner-port.ts';
import { messageOf, RunnerError } from '../runner-error.ts';
import { Blobs } from './blobs.ts';
import { type RuntimeIdentity, RuntimeSigner } from './runtime-token.ts';
import { callService } from './service.ts';
import { ArtifactRefusal, ArtifactStore } from './store.ts';

const STATUS: Readonly<Record<ArtifactRefusal['code'], number>> = {
  already_exists: 409,
  not_found: 404,
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
};

/** What the toolkit's artifact client talks to: Twirp JSON and signed blob URLs, on loopback. */
export class ArtifactServer {
  readonly #signer = new RuntimeSigner();
  readonly #store: ArtifactStore;
  readonly #blobs: Blobs;
  readonly #server: Server;
  /** Tokens of jobs that still run. */
  readonly #open = new Set<string>();

  constructor(host: RunnerHost, now: () => Date) {
    this.#store = new ArtifactStore(host, now);
    this.#blobs = new Blobs(this.#store, this.#signer);
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error) => response.writeHead(500).end(messageOf(error)));
    });
  }

  async start(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** ACTIONS_* for a job's actions, good until `closeJob`. */
  openJob(identity: RuntimeIdentity): Record<string, string> {
    const token = this.#signer.token(identity);
    this.#open.add(token);
    const url = `${this.#base}/`;
    return { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_URL: url };
  }

  closeJob(environment: Readonly<Record<string, string>>): void {
    this.#open.delete(environment['ACTIONS_RUNTIME_TOKEN'] ?? '');
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get #base(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new RunnerError('the artifact server is not started');
    return `http://127.0.0.1:${address.port}`;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#base);
    const method = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/.exec(url.pathname)?.[1];
    if (method === undefined) return this.#blobs.handle(request, url, response);
    const body = await text(request);
    const [status, answer] = this.#call(method, body, (request.headers.authorization ?? '').replace(/^Bearer /i, ''));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #call(method: string, body: string, token: string): [number, unknown] {
    try {
      const caller = this.#open.has(token) ? this.#signer.identify(token) : undefined;
      if (!caller) throw new ArtifactRefusal('unauthenticated', 'no such runtime token, or its job has ended');
      const links = {
        upload: (key: string) => this.#blobs.link(this.#base, 'upload', key),
        download: (artifact: { id: number }) => this.#blobs.link(this.#base, 'download', String(artifact.id)),
      };
      return [200, callService(method, JSON.parse(body), caller, this.#store, links)];
    } catch (error) {
      if (!(error instanceof ArtifactRefusal)) throw error;
      return [STATUS[error.code], { code: error.code, msg: error.message }];
    }
  }
}
