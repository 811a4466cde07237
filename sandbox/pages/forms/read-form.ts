import { ApiError } from '../../rest/api-error.ts';
import type { Urls } from '../../shapes/urls.ts';
import type { Session } from '../session/sessions.ts';
import { tokenField } from './form.ts';

/**
 * The fields of a form that a page of ours sent, for the visitor whose page it was. Throws 403 for one from elsewhere: browsers
 * say in `Origin` where a form stands, and only our pages know a session's token.
 */
export async function readForm(request: Request, urls: Urls, session: Session | undefined): Promise<URLSearchParams> {
  const { origin, port } = new URL(urls.web);
  if (![origin, `http://localhost:${port}`].includes(request.headers.get('origin') ?? ''))
    throw new ApiError(403, 'This form was sent by a page of another site.');
  if (session === undefined) throw new ApiError(403, 'You are not logged in.');
  const fields = new URLSearchParams(await request.text());
  if (fields.get(tokenField) !== session.csrf)
    throw new ApiError(
      403,
      'This form is from before you logged in or out. Go back, load the page again, and send it again.',
    );
  return fields;
}
