import { countCommits, mergeBaseOf, readCommit, readCommits } from '../git/commits.ts';
import { diffFiles } from '../git/diff.ts';
import { resolveCommit } from '../git/objects.ts';
import { isAncestor } from '../git/refs.ts';
import { gitText } from '../git/run-git.ts';
import { commitJson, fileJson } from '../shapes/commit.ts';
import { simplePullJson } from '../shapes/pull.ts';
import type { Repository } from '../state/repository.ts';
import { notFound, unprocessable } from './api-error.ts';
import { type Call, ok, param, type Routes } from './call.ts';
import { inRepository, read } from './in-repository.ts';
import { listed } from './pages.ts';

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

async function commitNamed(repository: Repository, name: string): Promise<string> {
  const sha = await resolveCommit(repository.gitDir, name);
  if (sha === undefined) throw notFound();
  return sha;
}

async function compare(call: Call, repository: Repository) {
  const { gitDir } = repository;
  const [baseName = '', headName = ''] = param(call, 'basehead').split('...');
  const local = (name: string): string => name.split(':').at(-1) ?? name;
  const base = await commitNamed(repository, local(baseName));
  const head = await commitNamed(repository, local(headName));
  const shared = await mergeBaseOf(gitDir, base, head);
  if (shared === undefined) throw notFound();
  const [one, other] = [await readCommit(gitDir, base), await readCommit(gitDir, shared)];
  if (one === undefined || other === undefined) throw notFound();
  const commits = await readCommits(gitDir, ['--reverse', `${base}..${head}`]);
  const behind = await countCommits(gitDir, `${head}..${base}`);
  const files = await diffFiles(gitDir, shared, head);
  const page = `${call.hub.urls.page(repository)}/compare/${param(call, 'basehead')}`;
  const ahead = commits.length;
  return ok({
    url: `${call.hub.urls.repo(repository)}/compare/${encodeURIComponent(param(call, 'basehead'))}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitJson(call.hub, repository, one),
    merge_base_commit: commitJson(call.hub, repository, other),
    status: ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.slice(0, 250).map((commit) => commitJson(call.hub, repository, commit)),
    files: files.slice(0, 300).map((file) => fileJson(call.hub, repository, head, file)),
  });
}

export const commitRoutes: Routes = {
  'repos/compare-commits-with-basehead': inRepository(read('contents'), compare),
  'repos/list-commits': inRepository(read('contents'), async (call, repository) => {
    const start = await commitNamed(repository, call.query.get('sha') ?? repository.defaultBranch);
    const args = ['author', 'since', 'until'].flatMap((name) => {
      const value = call.query.get(name);
      return value === null ? [] : [`--${name}=${value}`];
    });
    const path = call.query.get('path');
    const commits = await readCommits(repository.gitDir, [...args, start, '--', ...(path === null ? [] : [path])]);
    return listed(call, commits, (commit) => commitJson(call.hub, repository, commit));
  }),
  'repos/get-commit': inRepository(read('contents'), async (call, repository) => {
    const { gitDir } = repository;
    const sha = await resolveCommit(gitDir, param(call, 'ref'));
    const commit = sha === undefined ? undefined : await readCommit(gitDir, sha);
    if (commit === undefined) throw unprocessable(`No commit found for SHA: ${param(call, 'ref')}`);
    if (call.headers.get('accept')?.includes('.sha') === true)
      return { status: 200, bytes: Buffer.from(commit.sha), headers: { 'content-type': 'application/vnd.github.sha' } };
    const files = await diffFiles(gitDir, commit.parents[0] ?? emptyTree, commit.sha);
    const total = (of: 'additions' | 'deletions'): number => files.reduce((sum, file) => sum + file[of], 0);
    const stats = {
      additions: total('additions'),
      deletions: total('deletions'),
      total: total('additions') + total('deletions'),
    };
    const list = files.map((file) => fileJson(call.hub, repository, commit.sha, file));
    return ok({ ...commitJson(call.hub, repository, commit), stats, files: list });
  }),
  'repos/list-pull-requests-associated-with-commit': inRepository(read('pull_requests'), async (call, repository) => {
    const sha = param(call, 'commit_sha');
    const found = [];
    for (const pull of repository.pulls.values()) {
      const own = pull.mergeCommitSha === sha || (await isAncestor(repository.gitDir, sha, pull.head.sha));
      const before = own && pull.mergeCommitSha !== sha && (await isAncestor(repository.gitDir, sha, pull.base.sha));
      if (own && !before) found.push(pull);
    }
    return listed(call, found, (pull) => simplePullJson(call.hub, repository, pull));
  }),
  'repos/list-branches-for-head-commit': inRepository(read('contents'), async (call, repository) => {
    const args = [
      'for-each-ref',
      `--points-at=${param(call, 'commit_sha')}`,
      '--format=%(refname:strip=2)',
      'refs/heads',
    ];
    const names = (await gitText(repository.gitDir, args)).split('\n').filter((name) => name !== '');
    const sha = param(call, 'commit_sha');
    const commit = { sha, url: `${call.hub.urls.repo(repository)}/commits/${sha}` };
    return ok(names.map((name) => ({ name, commit, protected: false })));
  }),
};
