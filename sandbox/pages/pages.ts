import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Hub } from '../hub.ts';
import { ApiError } from '../rest/api-error.ts';
import { mayRead } from '../state/access.ts';
import { avatarImage } from './avatar.ts';
import type { Api } from './forms/perform.ts';
import { repositoryForms } from './forms/routes.ts';
import { submitForm } from './forms/submit.ts';
import { htmlResponse } from './html-response.ts';
import { plain } from './layout.ts';
import type { Html, PageCall, PageHandler, PagesEnv } from './page.ts';
import { appPage } from './people/app.ts';
import { repositoriesPage, userPage } from './people/repositories.ts';
import { repositoryLayout } from './repository-layout.ts';
import { repositoryPages } from './routes.ts';
import { sessionId } from './session/cookie.ts';
import { pathToLogin } from './session/return-to.ts';
import { sessionRoutes } from './session/routes.ts';
import { Sessions } from './session/sessions.ts';
import { visitorOf } from './session/visitor.ts';
import { stylesheet } from './stylesheet.ts';
import { wantsPage } from './wants-page.ts';

/** No script, nothing from elsewhere, forms to here only, no frame. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

type PageContext = Context<PagesEnv>;

const notFound = (context: PageContext): Promise<Response> =>
  htmlResponse(
    context,
    plain(
      '404',
      html`<p>There is no such page here${context.var.visitor.user === undefined ? '' : ', or you may not see it'}.</p><p><a href="/">All repositories</a></p>`,
      context.var.visitor,
    ),
    404,
  );

const show = (context: PageContext, page: Html | undefined): Promise<Response> =>
  page === undefined ? notFound(context) : htmlResponse(context, page);

/** The pages of github.com, and their forms. Undefined passes a request on: it is the API's. */
export function createPages(api: Api): (request: Request) => Promise<Response | undefined> {
  const { hub } = api;
  const { world } = hub;
  const sessions = new Sessions();
  const pages = new Hono<PagesEnv>({ strict: false });
  pages.use(async (context, next) => {
    context.set('visitor', visitorOf(sessions.find(sessionId(context, hub.urls.web)), hereOf(context)));
    await next();
    const { headers } = context.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin'); // with `no-referrer` a browser would not say where a form stands
    headers.set('cache-control', 'no-store'); // what is shown may change with the next push
  });
  sessionRoutes(pages, hub, sessions);
  pages.get('/', (context) => show(context, repositoriesPage(world, context.var.visitor)));
  pages.get('/_pages/style.css', stylesheet);
  pages.get('/avatars/:id', async (context) => {
    const user = [...world.users.values()].find((one) => one.id === Number(context.req.param('id')));
    if (user === undefined) return notFound(context);
    return context.body(String(await avatarImage(user)), 200, { 'content-type': 'image/svg+xml' });
  });
  pages.get('/apps/:slug', (context) => show(context, appPage(world, context.req.param('slug'), context.var.visitor)));
  pages.get('/:login', (context) => show(context, userPage(world, context.req.param('login'), context.var.visitor)));
  for (const [path, page] of Object.entries(repositoryPages))
    pages.get(`/:owner/:repo${path}`, (context) => showPage(hub, context, page));
  for (const [path, form] of Object.entries(repositoryForms))
    pages.post(`/:owner/:repo${path}`, (context) => {
      const call = callOf(hub, context);
      return call === undefined ? notFound(context) : submitForm(api, context, call, form);
    });
  pages.notFound(notFound);
  pages.onError((error, context) => refuse(api, error, context));
  return async (request) => (wantsPage(world, request) ? pages.fetch(request) : undefined);
}

/** A form's path is its page's and one word more. */
function hereOf({ req }: Context): string {
  const { pathname, search } = new URL(req.url);
  return req.method === 'POST' ? pathname.replace(/\/[^/]*$/, '') || '/' : `${pathname}${search}`;
}

/** Undefined where the visitor sees no such repository. */
function callOf(hub: Hub, context: PageContext): PageCall | undefined {
  const param = (name: string): string => context.req.param(name) ?? '';
  const { visitor } = context.var;
  const repository = hub.world.repository(`${param('owner')}/${param('repo')}`);
  if (repository === undefined || !mayRead(visitor.actor, repository)) return undefined;
  return { hub, repository, visitor, param, query: new URL(context.req.url).searchParams };
}

async function showPage(hub: Hub, context: PageContext, page: PageHandler): Promise<Response> {
  const call = callOf(hub, context);
  const shown = call === undefined ? undefined : await page(call);
  if (call === undefined || shown === undefined) return notFound(context);
  return shown instanceof Response ? shown : htmlResponse(context, repositoryLayout(call, shown));
}

/** A fault of the sandbox itself is told to the test; the visitor sees that there was one. */
function refuse({ violations }: Api, error: Error, context: PageContext): Promise<Response> {
  const { visitor } = context.var;
  if (!(error instanceof ApiError))
    violations.push({
      side: 'answer',
      operation: context.req.path,
      at: 'sandbox',
      message: error.stack ?? error.message,
    });
  const [status, message] =
    error instanceof ApiError ? [error.status, error.message] : [500, 'Something broke inside the sandbox.'];
  const back = html`<p><a href="${visitor.here}">Back to the page</a> · <a href="${pathToLogin(visitor.here)}">Log in</a></p>`;
  return htmlResponse(context, plain(String(status), html`<p role="alert">${message}</p>${back}`, visitor), status);
}
