import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Hub } from '../hub.ts';
import { avatarImage } from './avatar.ts';
import { plain } from './layout.ts';
import type { Html, PageHandler } from './page.ts';
import { appPage } from './people/app.ts';
import { repositoriesPage, userPage } from './people/repositories.ts';
import { repositoryLayout } from './repository-layout.ts';
import { repositoryPages } from './routes.ts';
import { stylesheet } from './stylesheet.ts';
import { wantsPage } from './wants-page.ts';

/** No script, nothing from elsewhere, no form, no frame. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const notFound = (context: Context): Response | Promise<Response> =>
  context.html(plain('404', html`<p>There is no such page here.</p><p><a href="/">All repositories</a></p>`), 404);

const show = (context: Context, page: Html | undefined): Response | Promise<Response> =>
  page === undefined ? notFound(context) : context.html(page);

/** The read-only pages of github.com. Undefined passes a request on: it is the API's. */
export function createPages(hub: Hub): (request: Request) => Promise<Response | undefined> {
  const { world } = hub;
  const pages = new Hono({ strict: false });
  pages.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cache-control', 'no-store'); // what is shown may change with the next push
  });
  pages.get('/', (context) => show(context, repositoriesPage(world)));
  pages.get('/_pages/style.css', stylesheet);
  pages.get('/avatars/:id', async (context) => {
    const user = [...world.users.values()].find((one) => one.id === Number(context.req.param('id')));
    if (user === undefined) return notFound(context);
    return context.body(String(await avatarImage(user)), 200, { 'content-type': 'image/svg+xml' });
  });
  pages.get('/apps/:slug', (context) => show(context, appPage(world, context.req.param('slug'))));
  pages.get('/:login', (context) => show(context, userPage(world, context.req.param('login'))));
  for (const [path, page] of Object.entries(repositoryPages))
    pages.get(`/:owner/:repo${path}`, (context) => inRepository(hub, context, page));
  pages.notFound(notFound);
  return async (request) => (wantsPage(world, request) ? pages.fetch(request) : undefined);
}

/** A private repository does not exist for someone without a login. */
async function inRepository(hub: Hub, context: Context, page: PageHandler): Promise<Response> {
  const param = (name: string): string => context.req.param(name) ?? '';
  const repository = hub.world.repository(`${param('owner')}/${param('repo')}`);
  if (repository === undefined || repository.private) return notFound(context);
  const shown = await page({ hub, repository, param, query: new URL(context.req.url).searchParams });
  if (shown === undefined || shown instanceof Response) return shown ?? notFound(context);
  return context.html(repositoryLayout(repository, shown));
}
