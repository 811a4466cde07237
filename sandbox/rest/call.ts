import type { Operation } from '../contract/operations.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Actor } from '../state/actor.ts';

/** One request, after its operation and its actor are known. */
export interface Call {
  readonly hub: Hub;
  readonly actor: Actor;
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  readonly url: URL;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined sends nothing. */
  readonly body?: unknown;
  /** Sent as they are, instead of JSON. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** By GitHub's operation ids. */
export type Routes = Readonly<Record<string, Handler>>;

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const noContent: Answer = { status: 204 };

export const param = (call: Call, name: string): string => call.params[name] ?? '';
export const idOf = (call: Call, name: string): number => Number(param(call, name));
