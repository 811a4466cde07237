import { html } from 'hono/html';
import type { Pull } from '../../state/issue.ts';
import { form } from '../forms/form.ts';
import { mayWrite, pathToIssue } from '../forms/of-issue.ts';
import type { Html, Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { type Method, mergeabilityFor } from './mergeability.ts';

const names: Readonly<Record<Method, string>> = {
  merge: 'Create a merge commit',
  squash: 'Squash and merge',
  rebase: 'Rebase and merge',
};

/** The button, for those who may merge; who may pass the rules by is told that they would. */
export async function mergeForm({ repository, visitor, problem }: PageCall, pull: Pull): Promise<Markup> {
  if (visitor.user === undefined) return html``;
  if (!mayWrite(visitor.user, repository))
    return html`<div class="row">${icon('lock', 'muted')} <span>Only those with write access to this repository can merge pull requests.</span></div>`;
  const { reasons, methods } = await mergeabilityFor(repository, pull, visitor.actor);
  const rules = (await mergeabilityFor(repository, pull, { kind: 'anonymous' })).reasons;
  const bypass = reasons.length === 0 && rules.length > 0;
  if (reasons.length > 0) return html`<div class="row">${disabledButton}</div>`;
  const content = html`<input type="hidden" name="head" value="${pull.head.sha}">
<div class="fields"><label for="method">Method <select id="method" name="method">${methods.map((one) => option(one, problem?.fields.get('method') ?? methods[0]))}</select></label>
<label for="merge-title">Commit title, if not the usual one <input id="merge-title" name="title" maxlength="250" value="${problem?.fields.get('title') ?? ''}"></label></div>
<div class="buttons">${button(bypass)}</div>`;
  return html`<div class="row merge">${form(visitor, pathToIssue(repository, pull, 'merge'), content)}</div>`;
}

function option(method: Method, chosen: string | undefined): Html {
  return html`<option value="${method}"${method === chosen ? html` selected` : ''}>${names[method]}</option>`;
}

const disabledButton = html`<button type="button" class="btn primary" disabled aria-describedby="blocked">${icon('git-merge')} Merge pull request</button>`;

const button = (bypass: boolean): Html =>
  bypass
    ? html`<small class="muted">The rules do not bind you.</small> <button type="submit" class="btn danger">${icon('git-merge')} Merge without waiting for requirements to be met</button>`
    : html`<button type="submit" class="btn primary">${icon('git-merge')} Merge pull request</button>`;
