import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AvalError } from '../../src/core/errors.ts';
import { reasonOf } from '../../src/github/request-error.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { errorFacts } from '../report-outcome.ts';
import type { Answer } from './receive.ts';

export const webhookPath = '/api/github/webhooks';

/** Milliseconds that a client has. GitHub itself gives up after ten seconds. */
export interface Patience {
  readonly headers: number;
  readonly request: number;
}

export interface ServerParts {
  readonly host: string;
  readonly port: number;
  readonly patience: Patience;
  /** What is posted, by its path. */
  readonly posts: ReadonlyMap<string, (request: IncomingMessage) => Promise<Answer>>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly log: Logger;
}

export interface Listening {
  readonly address: { readonly host: string; readonly port: number };
  /** From now on deliveries and health are answered 503, so that whoever balances the load goes elsewhere. */
  drain(): void;
  close(): Promise<void>;
}

/** Listens at one explicit address; throws `usage` where that is not possible. What is posted, health and metrics; anything else, Probot's setup pages among it, is 404. */
export async function listen(parts: ServerParts): Promise<Listening> {
  const { host, port, patience, log } = parts;
  let draining = false;
  const options = {
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    connectionsCheckingInterval: Math.min(1000, patience.headers),
    keepAliveTimeout: 5_000,
  };
  const server = createServer(options, (request, response) => {
    route(request, parts, draining).then(
      (answer) => send(request, response, answer),
      (error: unknown) => {
        log.error({ event: 'request failed', ...errorFacts(error) });
        send(request, response, { status: 500, text: 'failed' });
      },
    );
  });
  server.maxConnections = 1000;
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    const message = `cannot listen at ${host}, port ${port}: ${reasonOf(cause)}`;
    throw new AvalError('usage', { rule: 'app.listen', message, hint: 'Set HOST and PORT.' }, { cause });
  });
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const drain = (): void => {
    draining = true;
  };
  // it listens on a port, not on a pipe
  return { address: { host, port: (server.address() as AddressInfo).port }, drain, close };
}

async function route(request: IncomingMessage, parts: ServerParts, draining: boolean): Promise<Answer> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && path === '/metrics') {
    return { status: 200, text: await parts.metrics.text(), contentType: parts.metrics.contentType };
  }
  const health = reads && path === '/healthz';
  const receive = request.method === 'POST' ? parts.posts.get(path) : undefined;
  if (!health && receive === undefined) return { status: 404, text: 'not found' };
  if (draining) return { status: 503, text: 'shutting down' };
  return receive === undefined ? { status: 200, text: 'ok' } : receive(request);
}

function send(request: IncomingMessage, response: ServerResponse, { status, text, contentType }: Answer): void {
  const headers = { 'content-type': contentType ?? 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  // what is left of a body that was refused is not read
  const rest = request.complete ? {} : { connection: 'close' };
  response.writeHead(status, { ...headers, ...rest }).end(text.endsWith('\n') ? text : `${text}\n`);
}
