import type { FoundComment } from '../../src/github/issue-comments.ts';

/** What a comment asks for. `sha` names the commit that the writer looked at: what was pushed since is not meant. */
export type Command =
  | { readonly kind: 'evaluate'; readonly sha: string }
  | { readonly kind: 'promote'; readonly environment: string; readonly sha: string }
  | { readonly kind: 'unknown'; readonly text: string };

export interface Asked {
  readonly comment: FoundComment;
  readonly by: string;
  readonly command: Command;
}

const usage = /^\/aval(?:\s|$)/;
/** Twelve digits at least: with fewer, whoever owns a fork could make another commit that begins alike. */
const evaluate = /^\/aval\s+evaluate\s+([0-9a-f]{12,40})$/;
const promote = /^\/aval\s+promote\s+([a-z0-9][a-z0-9_-]{0,62})\s+([0-9a-f]{12,40})$/;

/**
 * Every command among comments of people that were never edited and are one line beginning with `/aval`. Quoted, fenced and edited text, and bots,
 * command nothing.
 */
export function commandsIn(comments: readonly FoundComment[]): readonly Asked[] {
  return comments.flatMap((comment) => {
    const { author, edited, body } = comment;
    const text = body.trim();
    if (author === undefined || author.bot || edited || !usage.test(text)) return [];
    return [{ comment, by: author.login, command: parseCommand(text) }];
  });
}

export function parseCommand(text: string): Command {
  const asked = evaluate.exec(text);
  if (asked?.[1] !== undefined) return { kind: 'evaluate', sha: asked[1] };
  const [, environment, sha] = promote.exec(text) ?? [];
  if (environment !== undefined && sha !== undefined) return { kind: 'promote', environment, sha };
  return { kind: 'unknown', text };
}
