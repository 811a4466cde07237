import { html } from 'hono/html';
import { pullBase } from '../../changes/pull-base.ts';
import { countCommits } from '../../git/commits.ts';
import { diffFiles } from '../../git/diff.ts';
import type { Pull } from '../../state/issue.ts';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import type { Html, Markup } from '../page.ts';
import { counted } from '../parts/counted.ts';
import { icon } from '../parts/icon.ts';
import { labels } from '../parts/labels.ts';
import { person } from '../parts/person.ts';
import { refLink } from '../parts/ref.ts';
import { stateLabel } from '../parts/state-label.ts';
import { checksOf } from './checks-of.ts';

export type PullTab = 'conversation' | 'commits' | 'checks' | 'files';

/** Title, state, branches, and the tabs of a pull request. */
export async function pullHeader(repository: Repository, pull: Pull, here: PullTab): Promise<Markup> {
  const { head, base } = pull;
  const from = await pullBase(repository, pull);
  const commits = await countCommits(repository.gitDir, `${from}..${head.sha}`);
  const files = (await diffFiles(repository.gitDir, from, head.sha)).length;
  const said = [...repository.comments.values()].filter((one) => one.issue === pull.number).length;
  const fork = head.repository === repository ? '' : `${head.repository.owner.login}:`;
  const merges = pull.mergedAt === null ? 'wants to merge' : 'merged';
  const at = (...parts: string[]): string => pathTo(repository, 'pull', pull.number, ...parts);
  const tab = (name: PullTab, image: string, text: string, path: string, count: number): Html =>
    html`<a href="${path}"${name === here ? html` aria-current="page"` : ''}>${icon(image)} ${text} <span class="count">${count}</span></a>`;
  return html`<h1>${pull.title} <span class="muted">#${pull.number}</span></h1>
<p class="about">${stateLabel(pull)}
<span>${person(pull.mergedBy ?? pull.user)} ${merges} ${counted(commits, 'commit')} into ${refLink(repository, base.ref)}
from ${refLink(head.repository, head.ref, `${fork}${head.ref}`)}</span>
${labels(repository, pull)}</p>
<div class="tabs">
${tab('conversation', 'comment-discussion', 'Conversation', at(), said)}
${tab('commits', 'git-commit', 'Commits', at('commits'), commits)}
${tab('checks', 'checklist', 'Checks', at('checks'), checksOf(repository, pull.head.sha).length)}
${tab('files', 'file-diff', 'Files changed', at('files'), files)}
</div>`;
}
