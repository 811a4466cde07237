import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { GitServer } from './git-server.ts';
import type { RestServer } from './rest-server.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export interface Doors {
  readonly rest: Pick<RestServer, 'handle'>;
  readonly git: Pick<GitServer, 'handle'>;
  /** Pages and downloads: what has no operation. Undefined passes the request on. */
  readonly web: (request: Request) => Promise<Response | undefined>;
}

/** One port: git, `/api/v3/...` as Enterprise Server has it, uploads, and the API at the root as api.github.com has it. */
export function createApp(doors: Doors): Hono {
  const app = new Hono();
  const rest =
    (prefix: string) =>
    (request: Request): Promise<Response> =>
      doors.rest.handle(request, pathOf(request).slice(prefix.length) || '/');
  app.all('/api/v3/*', (context) => rest('/api/v3')(context.req.raw));
  app.all('/api/v3', (context) => rest('/api/v3')(context.req.raw));
  app.all('/api/uploads/*', (context) => rest('/api/uploads')(context.req.raw));
  app.all('*', async (context) => {
    const request = context.req.raw;
    return (await doors.git.handle(request)) ?? (await doors.web(request)) ?? rest('')(request);
  });
  return app;
}

/** As it was sent, percent-encoding and all. */
const pathOf = (request: Request): string => new URL(request.url).pathname;

export async function listen(app: Hono, port: number): Promise<Listening> {
  const fetch = async (request: Request, { outgoing }: HttpBindings | Http2Bindings): Promise<Response> => {
    const response = await app.fetch(request);
    if (response.type !== 'error') return response;
    outgoing.destroy(); // the client sees the connection end
    return RESPONSE_ALREADY_SENT;
  };
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(started));
  });
  // Node's five seconds let a connection end just as a client that was busy asks again on it.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 60_000;
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
