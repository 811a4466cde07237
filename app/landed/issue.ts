import type { RestEndpointMethodTypes } from '@octokit/rest';
import { AvalError } from '../../src/core/errors.ts';
import { code, escapeMarkdown } from '../../src/core/report/escape.ts';
import { headline } from '../../src/core/report/outcome-text.ts';
import type { RepositoryClient } from '../../src/github/repository-client.ts';
import { unbegunText } from '../holdout/unbegun-text.ts';
import type { AppRepository } from '../repository.ts';
import type { LandedVerdict } from './verdict.ts';

/** Says in an issue that what landed is not a version yet, and why. One for each definition; its text is kept up to date. `open` false: no new one. */
export async function reportUnreleased(
  { client, where, identity }: AppRepository,
  model: string,
  definition: string,
  verdict: LandedVerdict | AvalError,
  open = true,
): Promise<void> {
  const marker = `<!-- aval:landed ${definition} -->`;
  const title = `${model} on the default branch is not released`;
  const body = [
    marker,
    sentenceOf(model, verdict),
    `Definition ${code(definition)}. This issue closes when it is released, or when another definition lands.`,
  ].join('\n\n');
  const standing = (await ownIssues({ client, where }, identity.bot.login)).find((issue) =>
    issue.body?.startsWith(marker),
  );
  if (standing === undefined) {
    if (open) await client.rest.issues.create({ ...where, title, body });
  } else if (standing.body?.trim() !== body.trim())
    await client.rest.issues.update({ ...where, issue_number: standing.number, body });
}

/** Closes the issues of definitions that are released, or are not on the default branch any more. Gives every issue of ours that was open. */
export async function closeReported(
  { client, where, identity }: AppRepository,
  unreleased: ReadonlySet<string>,
): Promise<readonly OwnIssue[]> {
  const issues = await ownIssues({ client, where }, identity.bot.login);
  for (const { number, body } of issues) {
    const definition = /^<!-- aval:landed (sha256:[0-9a-f]{64}) -->/.exec(body ?? '')?.[1];
    if (definition !== undefined && !unreleased.has(definition)) {
      await client.rest.issues.update({ ...where, issue_number: number, state: 'closed', state_reason: 'completed' });
    }
  }
  return issues;
}

/** Pull requests are issues, too. */
export type OwnIssue = RestEndpointMethodTypes['issues']['listForRepo']['response']['data'][number];

/** Every open issue of ours: GitHub counts our pull requests among them, of which there may be hundreds. */
function ownIssues({ client, where }: RepositoryClient, creator: string) {
  return client.paginate(client.rest.issues.listForRepo, { ...where, creator, state: 'open', per_page: 100 });
}

function sentenceOf(model: string, verdict: LandedVerdict | AvalError): string {
  if (verdict instanceof AvalError) return escapeMarkdown(`${model}: ${verdict.message}`, 1000);
  switch (verdict.kind) {
    case 'judged':
      return escapeMarkdown(headline(verdict.verdict), 1000);
    case 'open': {
      if (verdict.unbegun !== undefined)
        return escapeMarkdown(`${model}: its evaluation waits for ${unbegunText(verdict.unbegun)}.`, 1000);
      return `What landed is not what was judged, so it is evaluated like a pull request now. Nothing is published until it passes.`;
    }
    case 'never':
      return `What landed is not what was judged. It will be evaluated like a pull request; nothing is published until it passes.`;
    case 'unanswered': {
      const answer = verdict.use.closed?.answer;
      const reason = answer !== undefined && 'reason' in answer ? answer.reason : 'no answer came';
      return escapeMarkdown(`${model}: its evaluation came to nothing: ${reason}`, 1000);
    }
  }
}
