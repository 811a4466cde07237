import { html } from 'hono/html';
import { associationOf } from '../../state/access.ts';
import type { Comment } from '../../state/issue.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Markup, PageCall } from '../page.ts';
import { avatar, person } from '../parts/person.ts';
import { time } from '../parts/time.ts';

export interface Said extends Pick<Comment, 'user' | 'body' | 'createdAt' | 'updatedAt' | 'reactions'> {
  /** The fragment of its address. */
  readonly anchor: string;
}

const reactions: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};

/** What one person said, rendered. */
export async function commentBox({ hub, repository }: PageCall, said: Said): Promise<Markup> {
  const { user, body, createdAt, anchor } = said;
  const role = associationOf(user, repository);
  const counts = new Map<string, number>();
  for (const { content } of said.reactions) counts.set(content, (counts.get(content) ?? 0) + 1);
  return html`<article class="comment" id="${anchor}">
<header>${avatar(user)}
<span>${person(user)}
<a class="muted" href="#${anchor}">${time(createdAt)}</a></span>
${role === 'NONE' ? '' : html`<span class="tag">${role.toLowerCase()}</span>`}</header>
<div class="content">${body === '' ? html`<p class="muted"><em>No description provided.</em></p>` : markdown(body, { hub, repository })}
${counts.size === 0 ? '' : html`<p class="reactions">${[...counts].map(([content, count]) => html`<span class="tag" title="${content}">${reactions[content] ?? content} ${count}</span> `)}</p>`}</div>
</article>`;
}
