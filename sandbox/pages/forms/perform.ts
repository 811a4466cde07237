import type { Contract } from '../../contract/contract.ts';
import type { Violation } from '../../contract/violation.ts';
import type { Hub } from '../../hub.ts';
import { isJson, type Json } from '../../json.ts';
import type { Routes } from '../../rest/call.ts';
import type { Actor } from '../../state/actor.ts';

export interface Api {
  readonly hub: Hub;
  readonly routes: Routes;
  readonly contract: Contract;
  readonly violations: Violation[];
}

/** One operation by GitHub's id. Throws the ApiError that the API would answer with. */
export type Perform = (id: string, params: Readonly<Record<string, string>>, body?: Json) => Promise<Json>;

/** What a form does is what the API does, as the person who sent the form: the same rules, errors and events. */
export function performer({ hub, routes, contract, violations }: Api, actor: Actor): Perform {
  return async (id, params, body = {}) => {
    const operation = contract.operations.byId.get(id);
    const handler = routes[id];
    if (operation === undefined || handler === undefined) throw new Error(`the sandbox has no operation ${id}`);
    const query = new URLSearchParams();
    violations.push(...contract.request(operation, { params, query, body }));
    const [bytes, headers, url] = [new Uint8Array(), new Headers(), new URL(hub.urls.api)];
    const answer = await handler({ hub, actor, operation, params, query, body, bytes, headers, url });
    return isJson(answer.body) ? answer.body : {};
  };
}
