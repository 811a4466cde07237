import type { AppRepository } from '../repository.ts';
import type { CommandAnswer } from './plan.ts';

/** Answers a command: a rocket when it was done, a thumb down and a word when it was not. The reaction is what says that it was answered. */
export async function answerCommand(
  { client, where }: AppRepository,
  issue_number: number,
  answer: CommandAnswer,
): Promise<void> {
  const { command, accepted, reply } = answer;
  if (reply !== undefined) await client.rest.issues.createComment({ ...where, issue_number, body: reply });
  const content = accepted ? 'rocket' : '-1';
  await client.rest.reactions.createForIssueComment({ ...where, comment_id: command.comment.id, content });
}
