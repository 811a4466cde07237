import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AvalError } from '../core/errors.ts';
import type { ServingMetrics } from './metrics.ts';
import { Refusal } from './protocol/refusal.ts';
import { answer, type RouteParts } from './routes.ts';

/** Greatest body of a request, in bytes. */
const mostBytes = 16 * 2 ** 20;
/** Milliseconds that a client has to send a request, and that requests have to end when the server is told to. */
const patience = 30_000;

export interface ServerParts extends RouteParts {
  readonly host: string;
  readonly port: number;
  readonly metrics: ServingMetrics;
  /** Asks for a look at git. */
  readonly nudge: () => void;
  /** Told of a fault of ours. */
  readonly failed: (error: unknown) => void;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Takes no new request, and ends when those that began are answered. */
  close(): Promise<void>;
}

/** The Open Inference Protocol over HTTP, with `/metrics` and `POST /nudge`. Throws `usage` where it can't listen. */
export async function listen(parts: ServerParts): Promise<Listening> {
  const { host, port, metrics } = parts;
  const underWay = new Set<ServerResponse>();
  const server = createServer({ requestTimeout: patience, keepAliveTimeout: 60_000 }, (request, response) => {
    const begun = performance.now();
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    respond(request, response, parts).then(
      (model) => metrics.answered(model, response.statusCode, performance.now() - begun),
      (error: unknown) => {
        parts.failed(error);
        if (response.headersSent) response.destroy();
        else send(response, 500, { error: 'the server failed' });
        metrics.answered(undefined, 500, performance.now() - begun);
      },
    );
  });
  server.listen(port, host);
  await once(server, 'listening').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `cannot listen at ${host}, port ${port}: ${reason}`;
    throw new AvalError('usage', { rule: 'serve.listen', message, hint: 'Choose another: --port' }, { cause });
  });
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    // A client keeps its connection: one that is answered now must not hold up the end.
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close');
    server.close();
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    await closed;
    clearTimeout(timer);
  };
  return { host, port: (server.address() as AddressInfo).port, close }; // it listens on a port, not on a pipe
}

/** Answers, and says which model was asked, as far as one is here. */
async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
): Promise<string | undefined> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const method = request.method ?? '';
  if (path === '/metrics' && method === 'GET') {
    response.writeHead(200, { 'content-type': parts.metrics.contentType }).end(await parts.metrics.text());
    return undefined;
  }
  if (path === '/nudge' && method === 'POST') {
    parts.nudge();
    send(response, 202, { nudged: true });
    return undefined;
  }
  try {
    const answered = await answer({ method, path, body: () => readBody(request) }, parts);
    if (answered === undefined) send(response, 404, { error: `there is nothing at ${path.slice(0, 200)}` });
    else send(response, answered.status, answered.json);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send(response, error.status, { error: error.message }, !request.complete);
  }
  const model = /^\/v2\/models\/([^/]+)/.exec(path)?.[1];
  return model !== undefined && parts.fleet.standing(model) !== undefined ? model : undefined;
}

function readBody(request: IncomingMessage): Promise<string> {
  const type = request.headers['content-type'];
  if (type !== undefined && !/^application\/json\b/i.test(type))
    throw new Refusal(415, `found ${type.slice(0, 100)}, expected application/json`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let size = 0;
  // by its events: reading it as an iterator takes a tenth of a small request's time
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) reject(tooLarge());
    else chunks.push(chunk);
  });
  request.once('end', () => resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString('utf8') ?? ''));
  request.once('error', () => reject(new Refusal(400, 'the body broke off')));
  return promise;
}

const tooLarge = () => new Refusal(413, `the body is larger than ${mostBytes} bytes`);

function send(response: ServerResponse, status: number, json: unknown, last = false): void {
  const text = JSON.stringify(json);
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-content-type-options': 'nosniff',
      ...(last && { connection: 'close' }), // what is left of a body that was refused is not read
    })
    .end(text);
}
