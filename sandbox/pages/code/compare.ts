import { html } from 'hono/html';
import { mergeBaseOf, readCommits } from '../../git/commits.ts';
import { diffFiles } from '../../git/diff.ts';
import { resolveCommit } from '../../git/objects.ts';
import type { PageCall, Shown } from '../page.ts';
import { commitList } from './commit-list.ts';
import { diff } from './diff.ts';

/** What the second of two refs has beyond the first: `main...feature`. */
export async function comparePage({ repository, param }: PageCall): Promise<Shown> {
  const { gitDir } = repository;
  const [baseName = '', headName = ''] = param('basehead').split('...');
  const base = await resolveCommit(gitDir, baseName);
  const head = await resolveCommit(gitDir, headName);
  const shared = base === undefined || head === undefined ? undefined : await mergeBaseOf(gitDir, base, head);
  if (head === undefined || shared === undefined) return undefined;
  const commits = await readCommits(gitDir, ['--reverse', `${shared}..${head}`]);
  const body = html`<h1>Comparing ${baseName} with ${headName}</h1>${commitList(repository, commits)}${diff(repository, head, await diffFiles(gitDir, shared, head))}`;
  return { title: `Comparing ${param('basehead')}`, tab: 'code', body };
}
