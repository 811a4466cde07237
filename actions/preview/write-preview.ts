import { AvalError } from '../../src/core/errors.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import { type Preview, previewMarker } from '../../src/core/report/preview.ts';
import { reasonOf, statusOf } from '../../src/github/request-error.ts';
import type { Ports } from './ports.ts';
import type { PullRequest } from './pull-request.ts';

/** Nobody should require it; `neutral` would pass. */
const previewCheck = 'aval / preview';

/** Writes check and comment where they differ. Gives what the token may not write; throws `platform` for any other refusal. */
export async function writePreview(
  { conclusion, title, body, judges }: Preview,
  pull: PullRequest,
  ports: Ports,
): Promise<readonly ('check' | 'comment')[]> {
  const check = { name: previewCheck, conclusion, title: plainText(title, 250), summary: body };
  const comment = { marker: previewMarker, body: `${previewMarker}\n\n${body}`, begins: judges };
  const hasCheck = await allowed(() => ports.writeCheck(pull.head, check));
  const hasComment = await allowed(() => ports.writeComment(pull.number, comment));
  return [...(hasCheck ? [] : (['check'] as const)), ...(hasComment ? [] : (['comment'] as const))];
}

async function allowed(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (onlyReads(error)) return false;
    const message = `GitHub did not take the preview: ${reasonOf(error)}`;
    throw new AvalError('platform', { rule: 'preview.write', message }, { cause: error });
  }
}

/** GitHub's words for a token without the permission; its rate limits answer 403 as well, and are something else. */
function onlyReads(error: unknown): boolean {
  return statusOf(error) === 403 && /not accessible by integration/i.test(reasonOf(error));
}
