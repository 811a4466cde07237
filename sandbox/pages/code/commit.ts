import { html } from 'hono/html';
import { readCommit } from '../../git/commits.ts';
import { diffFiles } from '../../git/diff.ts';
import { resolveCommit } from '../../git/objects.ts';
import type { PageCall, Shown } from '../page.ts';
import { commitLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';
import { diff } from './diff.ts';

/** git's name for a tree without files, which every repository knows. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export async function commitPage({ repository, param }: PageCall): Promise<Shown> {
  const sha = await resolveCommit(repository.gitDir, param('sha'));
  const commit = sha === undefined ? undefined : await readCommit(repository.gitDir, sha);
  if (commit === undefined) return undefined;
  const [subject = '', ...rest] = commit.message.split('\n');
  const files = await diffFiles(repository.gitDir, commit.parents[0] ?? emptyTree, commit.sha);
  const body = html`<h1>${subject}</h1>
${rest.length === 0 ? '' : html`<pre class="message">${rest.join('\n').trim()}</pre>`}
<p class="about"><span>${commit.author.name} committed ${time(commit.committer.date)}</span></p>
<p class="about"><span>commit <code>${commit.sha}</code></span> <span>${commit.parents.map((parent) => html`parent ${commitLink(repository, parent)} `)}</span></p>
${diff(repository, commit.sha, files)}`;
  return { title: subject, tab: 'code', body };
}
