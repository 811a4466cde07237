import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contract } from '../contract/contract.ts';
import type { Match, Operation } from '../contract/operations.ts';
import type { Violation } from '../contract/violation.ts';
import type { Faults } from '../faults/faults.ts';
import { refusal } from '../faults/refusal.ts';
import type { Hub } from '../hub.ts';
import { isJson } from '../json.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import type { Answer, Call, Routes } from '../rest/call.ts';
import type { Actor } from '../state/actor.ts';
import { userOf } from '../state/actor.ts';
import { authenticate } from './authenticate.ts';
import type { RateLimits } from './rate-limits.ts';
import type { LoggedRequest } from './request-log.ts';

export interface RestParts {
  readonly hub: Hub;
  readonly contract: Contract;
  readonly routes: Routes;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly violations: Violation[];
  readonly requests: LoggedRequest[];
}

/** Answers REST requests: credentials, limits, faults and contract around the routes. */
export class RestServer {
  readonly #parts: RestParts;
  /** What each address answered last, for stale reads. */
  readonly #seen = new Map<string, Answer>();

  constructor(parts: RestParts) {
    this.#parts = parts;
  }

  /** `path` is what follows the API's address, as it was sent. */
  async handle(request: Request, path: string): Promise<Response> {
    const match = this.#parts.contract.operations.find(request.method, path);
    const url = new URL(request.url);
    let actor: Actor = { kind: 'anonymous' };
    let answer: Answer;
    try {
      actor = authenticate(this.#parts.hub.world, request.headers.get('authorization'));
      answer = await this.#answer(request, url, match, actor);
    } catch (error) {
      answer = this.#refusal(error, match?.operation.id ?? path);
    }
    const operation = match?.operation;
    if (operation !== undefined && answer.bytes === undefined && answer.status !== 0)
      this.#parts.violations.push(...this.#parts.contract.answer(operation, answer.status, answer.body));
    const response = this.#respond(request, answer, actor);
    const by = actor.kind === 'app' ? actor.app.slug : (userOf(actor)?.login ?? 'anonymous');
    const at = this.#parts.hub.world.now();
    const logged = { method: request.method, path: `${path}${url.search}`, by, status: response.status, at };
    this.#parts.requests.push({ operation: operation?.id ?? 'unknown', ...logged });
    return response;
  }

  /** A fault of the sandbox itself is shown to the test, not only to the client. */
  #refusal(error: unknown, operation: string): Answer {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#parts.violations.push({ side: 'answer', operation, at: 'sandbox', message });
    return { status: 500, body: { message: 'Server Error', documentation_url: 'https://docs.github.com/rest' } };
  }

  async #answer(request: Request, url: URL, match: Match | undefined, actor: Actor): Promise<Answer> {
    const handler = match === undefined ? undefined : this.#parts.routes[match.operation.id];
    if (match === undefined || handler === undefined) {
      const operation = match?.operation.id ?? `${request.method} ${url.pathname}`;
      const message = match === undefined ? 'GitHub has no such operation' : 'the sandbox does not have this operation';
      this.#parts.violations.push({ side: 'request', operation, at: 'path', message });
      throw notFound();
    }
    if (!this.#parts.limits.spend(actor)) throw new ApiError(403, 'API rate limit exceeded');
    const fault = this.#parts.faults.take(match.operation.id);
    if (fault?.kind === 'delay') await wait(fault.milliseconds);
    if (fault?.kind === 'refuse' || fault?.kind === 'secondaryLimit') return refusal(fault);
    const key = `${url.pathname}${url.search}`;
    const before = this.#seen.get(key);
    if (fault?.kind === 'stale' && before !== undefined) return before;
    const call = await this.#call(request, url, match, actor);
    const answer = await handler(call);
    if (request.method === 'GET') this.#seen.set(key, answer);
    if (fault?.kind === 'held') await fault.until();
    if (fault?.kind === 'applied') return refusal(fault);
    if (fault?.kind === 'reset') return { status: 0 };
    return answer;
  }

  async #call(request: Request, url: URL, { operation, params }: Match, actor: Actor): Promise<Call> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const body = takesJson(operation) ? parseBody(bytes) : undefined;
    const broken = this.#parts.contract.request(operation, { params, query: url.searchParams, body });
    this.#parts.violations.push(...broken);
    const wrong = broken.filter(({ at, message }) => at.startsWith('body') && !message.startsWith('GitHub knows no'));
    if (wrong.length > 0)
      throw new ApiError(422, `Invalid request.\n\n${wrong.map(({ at, message }) => `${at} ${message}`).join('\n')}`);
    const { hub } = this.#parts;
    const json = isJson(body) ? body : {};
    return { hub, actor, operation, params, query: url.searchParams, body: json, bytes, headers: request.headers, url };
  }

  #respond(request: Request, answer: Answer, actor: Actor): Response {
    if (answer.status === 0) return Response.error();
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(this.#parts.limits.headers(actor))) headers.set(name, value);
    headers.set('x-github-media-type', 'github.v3; format=json');
    headers.set('x-github-request-id', String(this.#parts.hub.world.id()));
    if (answer.bytes !== undefined) return new Response(Buffer.from(answer.bytes), { status: answer.status, headers });
    if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
    const text = JSON.stringify(answer.body);
    headers.set('content-type', 'application/json; charset=utf-8');
    if (request.method === 'GET' && answer.status === 200) {
      const tag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
      headers.set('etag', tag);
      if (request.headers.get('if-none-match')?.split(/,\s*/).includes(tag)) {
        this.#parts.limits.refund(actor);
        for (const [name, value] of Object.entries(this.#parts.limits.headers(actor))) headers.set(name, value);
        return new Response(null, { status: 304, headers });
      }
    }
    return new Response(text, { status: answer.status, headers });
  }
}

const takesJson = (operation: Operation): boolean => {
  const request = operation.description['requestBody'];
  const content = isJson(request) ? request['content'] : undefined;
  return !isJson(content) || isJson(content['application/json']);
};

function parseBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
}
