import { html } from 'hono/html';
import { baseTip } from '../../changes/refresh-pull.ts';
import { missingForMerge } from '../../changes/required.ts';
import type { Pull } from '../../state/issue.ts';
import type { Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { checkRows } from './check-rows.ts';

/** The box under a conversation: the head's checks, and whether the rules let it be merged. */
export async function mergeBox(call: PageCall, pull: Pull): Promise<Markup> {
  const rows = await checkRows(call, pull);
  const verdict = pull.state === 'open' ? await mergeability(call, pull) : '';
  if (rows.length === 0 && verdict === '') return html``;
  return html`<section class="box" id="checks"><h2>Checks</h2>${rows}${verdict}</section>`;
}

async function mergeability({ repository }: PageCall, pull: Pull): Promise<Markup> {
  const tip = await baseTip(repository, pull);
  const missing = [
    ...(pull.draft ? ['This pull request is still a draft.'] : []),
    ...(pull.mergeable ? [] : ['This branch has conflicts that must be resolved.']),
    ...(await missingForMerge(repository, pull, tip, 'squash', { kind: 'anonymous' })),
  ];
  if (missing.length === 0)
    return html`<div class="row">${icon('check-circle-fill', 'success')}
<span><strong>Ready to merge.</strong> No conflicts with the base branch, and every rule is met.</span></div>`;
  return html`<div class="row">${icon('alert', 'danger')} <div><strong>Merging is blocked</strong><ul>${missing.map((reason) => html`<li>${reason}</li>`)}</ul></div></div>`;
}
