import { mkdir } from 'node:fs/promises';
import { ActionsHost } from './actions-host.ts';
import { type Clock, systemClock } from './clock.ts';
import { Contract } from './contract/contract.ts';
import type { Violation } from './contract/violation.ts';
import { EventStream } from './events.ts';
import { Faults } from './faults/faults.ts';
import type { Hub } from './hub.ts';
import { createPages } from './pages/pages.ts';
import { deliveryRoutes } from './rest/deliveries.ts';
import { routes } from './rest/routes.ts';
import { serviceRoutes } from './rest/service.ts';
import { Sandbox } from './sandbox.ts';
import { Downloads } from './server/downloads.ts';
import { GitServer } from './server/git-server.ts';
import { createApp, listen } from './server/listen.ts';
import { fetchPage } from './server/pages.ts';
import { RateLimits } from './server/rate-limits.ts';
import type { LoggedRequest } from './server/request-log.ts';
import { RestServer } from './server/rest-server.ts';
import { Urls } from './shapes/urls.ts';
import { addActionsApp } from './state/actions-app.ts';
import { World } from './state/world.ts';
import { Webhooks } from './webhooks/webhooks.ts';

export interface SandboxOptions {
  /** Where repositories and asset bytes lie; made if it is not there, never emptied. */
  readonly folder: string;
  /** Any free one, if it isn't said. */
  readonly port?: number;
  readonly clock?: Clock;
}

/** Starts a GitHub in this process, on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  await mkdir(options.folder, { recursive: true });
  const world = new World(options.clock ?? systemClock);
  const contract = new Contract();
  const violations: Violation[] = [];
  const requests: LoggedRequest[] = [];
  const events = new EventStream();
  const faults = new Faults();
  const limits = new RateLimits(world);
  const webhooks = new Webhooks(world, contract, violations);
  events.subscribe((event) => webhooks.onEvent(event));
  // the port is known only when the server listens, the addresses only then
  const late: { doors?: Parameters<typeof createApp>[0] } = {};
  const app = createApp({
    rest: { handle: (request, path) => door().rest.handle(request, path) },
    git: { handle: (request) => door().git.handle(request) },
    web: (request) => door().web(request),
  });
  const door = () => {
    if (late.doors === undefined) throw new Error('the sandbox is still starting');
    return late.doors;
  };
  const server = await listen(app, options.port ?? 0);
  const urls = new Urls(`http://127.0.0.1:${server.port}`);
  const downloads = new Downloads(world.clock);
  const hub: Hub = { world, events, urls, downloads, folder: options.folder, notes: { of: () => [] } };
  const all = { ...routes, ...serviceRoutes(limits), ...deliveryRoutes(webhooks) };
  const pages = createPages({ hub, routes: all, contract, violations });
  late.doors = {
    rest: new RestServer({ hub, contract, routes: all, faults, limits, violations, requests }),
    git: new GitServer(hub, faults),
    web: async (request) => (await fetchPage(hub, request)) ?? pages(request),
  };
  const actions = new ActionsHost(hub, addActionsApp(world));
  return new Sandbox({ hub, actions, webhooks, faults, limits, violations, requests, close: () => server.close() });
}
