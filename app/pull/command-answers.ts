import type { Use } from '../../src/core/ledger/ledger.ts';
import { escapeMarkdown } from '../../src/core/report/escape.ts';
import type { Authorised } from './observe.ts';

export interface CommandAnswer {
  readonly command: Authorised;
  readonly accepted: boolean;
  /** Said in a comment, where a thumb down alone would leave someone guessing. */
  readonly reply?: string;
}

/** Whether a command on an open pull request is followed, and what is said where it is not. */
export function answerTo(command: Authorised, head: string): CommandAnswer {
  const { command: asked, allowed, by } = command;
  const newest = `\`${head.slice(0, 12)}\``;
  const refused = (reply: string): CommandAnswer => ({ command, accepted: false, reply });
  if (asked.kind === 'unknown') {
    return refused(
      `Commands: \`/aval evaluate SHA\` and \`/aval promote ENVIRONMENT SHA\`, where SHA is the head that you looked at, such as ${newest}.`,
    );
  }
  if (!allowed) return refused(`${escapeMarkdown(by)} may not write to this repository, so that was not done.`);
  if (asked.kind === 'promote') {
    return refused('Merge first: what is promoted is a version, and a version is made of what landed.');
  }
  if (!head.startsWith(asked.sha)) {
    return refused(`The head moved on to ${newest}. Look at it, and name it in the command.`);
  }
  return { command, accepted: true };
}

/** The newest comment whose `/aval evaluate` is followed; undefined where nobody asks. */
export function askingComment(answers: readonly CommandAnswer[]): number | undefined {
  const asking = answers.flatMap(({ command: { command, comment }, accepted }) =>
    accepted && command.kind === 'evaluate' ? [comment.id] : [],
  );
  return asking.length === 0 ? undefined : Math.max(...asking);
}

/** Whether a use was reserved for this comment already. A command may stay unanswered while others wait, or an App is down: it spends once all the same. */
export function isObeyed({ reserved }: Pick<Use, 'reserved'>, comment: number): boolean {
  return (reserved.comment ?? 0) >= comment;
}
