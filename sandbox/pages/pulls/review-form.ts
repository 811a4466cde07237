import { html } from 'hono/html';
import type { Pull } from '../../state/issue.ts';
import type { User } from '../../state/people.ts';
import type { Repository } from '../../state/repository.ts';
import { form } from '../forms/form.ts';
import { mayWrite } from '../forms/of-issue.ts';
import type { Html, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { short } from '../parts/ref.ts';

interface Choice {
  readonly event: 'COMMENT' | 'APPROVE' | 'REQUEST_CHANGES';
  readonly name: string;
  readonly means: string;
}

/** A verdict on the head that is shown here. Nothing for who isn't logged in, or when the pull request has ended. */
export function reviewForm({ repository, visitor, problem }: PageCall, pull: Pull, action: string): Html {
  const { user } = visitor;
  if (user === undefined || pull.state === 'closed') return html``;
  const own = pull.user === user;
  const failed = problem?.fields.get('event') ?? undefined;
  const chosen = failed ?? 'COMMENT';
  const choices = choicesFor(user, repository).map((choice) => radio(choice, choice.event === chosen, own));
  const content = html`<input type="hidden" name="head" value="${pull.head.sha}">
<label for="review">Your review of <code>${short(pull.head.sha)}</code></label>
<textarea id="review" name="body" rows="4" maxlength="65536">${failed === undefined ? '' : (problem?.fields.get('body') ?? '')}</textarea>
<fieldset><legend>Verdict</legend>${choices}</fieldset>
<div class="buttons"><button type="submit" class="btn primary">Submit review</button></div>`;
  return html`<details class="box" id="review-changes"${failed === undefined ? '' : html` open`}>
<summary>${icon('code-review')} <strong>Review changes</strong></summary>
<div class="content">${form(visitor, action, content)}</div></details>`;
}

const choicesFor = (user: User, repository: Repository): Choice[] => [
  { event: 'COMMENT', name: 'Comment', means: 'Say something without a verdict.' },
  {
    event: 'APPROVE',
    name: 'Approve',
    means: mayWrite(user, repository)
      ? 'Agree to merging these changes.'
      : 'Agree to these changes. It does not count for the rules: you have no write access.',
  },
  { event: 'REQUEST_CHANGES', name: 'Request changes', means: 'Say what must be different before this is merged.' },
];

function radio({ event, name, means }: Choice, checked: boolean, own: boolean): Html {
  const barred = own && event !== 'COMMENT';
  const why = barred
    ? `Pull request authors can't ${event === 'APPROVE' ? 'approve' : 'request changes on'} their own pull request.`
    : means;
  return html`<label class="choice"><input type="radio" name="event" value="${event}"${checked && !barred ? html` checked` : ''}${barred ? html` disabled` : ''}>
<span><strong>${name}</strong><br><small class="muted">${why}</small></span></label>`;
}
