import { html } from 'hono/html';
import { opinions, wantsFreshReviews } from '../../changes/required.ts';
import { rulesOn } from '../../changes/rules.ts';
import type { Pull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';
import type { Html } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { person } from '../parts/person.ts';
import { commitLink } from '../parts/ref.ts';

/** Who approves of a pull request and who doesn't, and whether it counts. */
export function opinionRows(repository: Repository, pull: Pull): Html[] {
  const rules = rulesOn(repository, `refs/heads/${pull.base.ref}`, { kind: 'anonymous' }, 'pull_request');
  const lapse = rules.some((rule) => rule.type === 'pull_request' && wantsFreshReviews(rule));
  return opinions(repository, pull)
    .filter(({ state }) => state !== 'DISMISSED')
    .map(({ user, state, commitId, counts }) => {
      const approves = state === 'APPROVED';
      const old = commitId !== pull.head.sha;
      const off = !counts
        ? 'does not count: no write access'
        : approves && old && lapse
          ? 'lapsed: there are newer commits'
          : undefined;
      const mark = approves
        ? icon('check', off === undefined ? 'success' : 'muted')
        : icon('file-diff', counts ? 'danger' : 'muted');
      return html`<div class="row">${mark}
<span>${person(user)} ${approves ? 'approved' : 'requested changes'}${old ? html` at ${commitLink(repository, commitId)}` : ''} ${off === undefined ? '' : html`<span class="tag">${off}</span>`}</span></div>`;
    });
}
