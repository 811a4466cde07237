import type { Context, Hono } from 'hono';
import type { Hub } from '../../hub.ts';
import { readForm } from '../forms/read-form.ts';
import { htmlResponse } from '../html-response.ts';
import type { PagesEnv } from '../page.ts';
import { giveCookie } from './cookie.ts';
import { loginPage } from './login-page.ts';
import { returnTo } from './return-to.ts';
import { peopleOf } from './rights.ts';
import type { Sessions } from './sessions.ts';
import { visitorOf } from './visitor.ts';

/** Logging in and out, at GitHub's paths. */
export function sessionRoutes(pages: Hono<PagesEnv>, { world, urls }: Hub, sessions: Sessions): void {
  const show = (context: Context<PagesEnv>, back: string, problem?: string): Promise<Response> => {
    const { session = sessions.start(), here } = context.var.visitor;
    giveCookie(context, urls.web, session);
    const page = loginPage(world, visitorOf(session, here), back, problem);
    return htmlResponse(context, page, problem === undefined ? 200 : 422);
  };
  pages.get('/login', (context) => show(context, returnTo(context.req.query('return_to') ?? null, urls.web)));
  pages.post('/session', async (context) => {
    const { session } = context.var.visitor;
    const fields = await readForm(context.req.raw, urls, session);
    const back = returnTo(fields.get('return_to'), urls.web);
    const user = peopleOf(world).find((one) => one.login === fields.get('login'));
    if (user === undefined) return show(context, back, 'The sandbox has no such person.');
    sessions.end(session);
    giveCookie(context, urls.web, sessions.start(user));
    return context.redirect(back, 303);
  });
  pages.post('/logout', async (context) => {
    const { session } = context.var.visitor;
    await readForm(context.req.raw, urls, session);
    sessions.end(session);
    giveCookie(context, urls.web, sessions.start());
    return context.redirect('/login', 303);
  });
}
