import type { Context } from 'hono';
import { ApiError } from '../../rest/api-error.ts';
import { htmlResponse } from '../html-response.ts';
import type { PageCall, PageHandler } from '../page.ts';
import { repositoryLayout } from '../repository-layout.ts';
import type { FormCall, FormHandler } from './form-call.ts';
import { type Api, performer } from './perform.ts';
import { reasonOf } from './problem.ts';
import { readForm } from './read-form.ts';

export interface Form {
  readonly submit: FormHandler;
  /** The page that it stands on: shown again, with the reason, when what it asks is refused. */
  readonly page: PageHandler;
}

/** Answers a form: 303 to the page that shows what was done, or the form's own page with what the API would refuse it with. */
export async function submitForm(api: Api, context: Context, call: PageCall, form: Form): Promise<Response> {
  const fields = await readForm(context.req.raw, api.hub.urls, call.visitor.session);
  try {
    return context.redirect(await form.submit(formCall(api, call, fields)), 303);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const again = { ...call, problem: { message: reasonOf(error), fields } };
    const shown = await form.page(again);
    if (shown === undefined || shown instanceof Response) throw error;
    return htmlResponse(context, repositoryLayout(again, shown), error.status);
  }
}

function formCall(api: Api, call: PageCall, fields: URLSearchParams): FormCall {
  const { user, actor } = call.visitor;
  if (user === undefined) throw new ApiError(403, 'You are not logged in.');
  const perform = performer(api, actor);
  const { owner, name } = call.repository;
  return {
    ...call,
    user,
    actor,
    field: (wanted) => fields.get(wanted) ?? '',
    perform: (id, params, body) => perform(id, { owner: owner.login, repo: name, ...params }, body),
  };
}
