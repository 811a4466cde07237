import type { AppRepository } from '../repository.ts';
import type { CommandAnswer } from './command-answers.ts';

/**
 * Answers a command: a rocket when it was done, a thumb down and a word when it was not. The reaction is what says that it was answered, and comes
 * first: a word that is lost is missed once, one that is said again at every look is never forgiven.
 */
export async function answerCommand(
  { client, where }: AppRepository,
  issue_number: number,
  answer: CommandAnswer,
): Promise<void> {
  const { command, accepted, reply } = answer;
  const content = accepted ? 'rocket' : '-1';
  await client.rest.reactions.createForIssueComment({ ...where, comment_id: command.comment.id, content });
  if (reply !== undefined) await client.rest.issues.createComment({ ...where, issue_number, body: reply });
}
