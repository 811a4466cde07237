import type { FoundComment } from '../../src/github/issue-comments.ts';
import { reactionsOn } from '../../src/github/reactions.ts';
import type { AppRepository } from '../repository.ts';
import { type Asked, commandsIn } from './commands.ts';

/** What the App answers a command with: done, or not. */
const answers = ['rocket', '-1'];

/** Commands that the App has not answered yet. One call for each that anybody answered so: a stranger's thumb must not silence a writer. */
export async function unansweredCommands(
  repository: AppRepository,
  comments: readonly FoundComment[],
): Promise<readonly Asked[]> {
  const unanswered: Asked[] = [];
  for (const asked of commandsIn(comments)) if (!(await isAnswered(repository, asked.comment))) unanswered.push(asked);
  return unanswered;
}

async function isAnswered(repository: AppRepository, { id, reactions }: FoundComment): Promise<boolean> {
  if (answers.every((name) => (reactions[name] ?? 0) === 0)) return false;
  const found = await reactionsOn(repository, id);
  return found.some(({ content, by }) => by === repository.identity.bot.id && answers.includes(content));
}
