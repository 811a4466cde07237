import { html } from 'hono/html';
import type { Issue, Pull } from '../../state/issue.ts';
import { isPull } from '../../state/issue.ts';
import type { Html } from '../page.ts';
import { icon, type Tone } from './icon.ts';

interface State {
  readonly name: string;
  readonly icon: string;
  readonly tone: Tone;
}

function stateOfPull(pull: Pull): State {
  if (pull.mergedAt !== null) return { name: 'Merged', icon: 'git-merge', tone: 'done' };
  if (pull.state === 'closed') return { name: 'Closed', icon: 'git-pull-request-closed', tone: 'danger' };
  if (pull.draft) return { name: 'Draft', icon: 'git-pull-request-draft', tone: 'muted' };
  return { name: 'Open', icon: 'git-pull-request', tone: 'success' };
}

export function stateOf(issue: Issue): State {
  if (isPull(issue)) return stateOfPull(issue);
  if (issue.state === 'open') return { name: 'Open', icon: 'issue-opened', tone: 'success' };
  const done = issue.stateReason !== 'not_planned' && issue.stateReason !== 'duplicate';
  return { name: 'Closed', icon: done ? 'issue-closed' : 'skip', tone: done ? 'done' : 'muted' };
}

export function stateLabel(issue: Issue): Html {
  const state = stateOf(issue);
  return html`<span class="state bg-${state.tone}">${icon(state.icon)} ${state.name}</span>`;
}
