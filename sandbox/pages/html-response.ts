import type { Context } from 'hono';
import type { Html } from './page.ts';

/** A whole page, with whatever headers and cookies were set before. */
export async function htmlResponse(context: Context, page: Html, status = 200): Promise<Response> {
  const answer = await context.html(page);
  return new Response(answer.body, { status, headers: answer.headers });
}
