import { html } from 'hono/html';
import { isPull } from '../../state/issue.ts';
import { pathTo } from '../addresses.ts';
import type { PageCall, Shown } from '../page.ts';
import { labels } from '../parts/labels.ts';
import { person } from '../parts/person.ts';
import { stateLabel } from '../parts/state-label.ts';
import { time } from '../parts/time.ts';
import { redirect } from '../redirect.ts';
import { commentForm } from './comment-form.ts';
import { timeline } from './timeline.ts';

export function issuePage(call: PageCall): Shown {
  const { repository } = call;
  const issue = repository.issues.get(Number(call.param('number')));
  if (issue === undefined) return undefined;
  if (isPull(issue)) return redirect(pathTo(repository, 'pull', issue.number));
  const body = html`<h1>${issue.title} <span class="muted">#${issue.number}</span></h1>
<p class="about">${stateLabel(issue)} <span>${person(issue.user)} opened this ${time(issue.createdAt)}</span> ${labels(repository, issue)}</p>
${timeline(call, issue)}${commentForm(call, issue)}`;
  return { title: `${issue.title} · Issue #${issue.number}`, tab: 'issues', body };
}
