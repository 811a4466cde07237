import type { Commit, Signature } from '../git/commits.ts';
import type { FileChange } from '../git/diff.ts';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { nodeId } from './urls.ts';
import { optionalUserJson } from './user.ts';

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** GitHub knows people in commits by their e-mail address, which anyone can write. */
const personOf = (hub: Hub, signature: Signature): User | undefined =>
  [...hub.world.users.values()].find((user) => user.email === signature.email);

export function commitJson(hub: Hub, repository: Repository, commit: Commit): Json {
  const url = hub.urls.repo(repository);
  const page = hub.urls.page(repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: optionalUserJson(hub.urls, personOf(hub, commit.author)),
    committer: optionalUserJson(hub.urls, personOf(hub, commit.committer)),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  };
}

export function gitCommitJson(hub: Hub, repository: Repository, commit: Commit): Json {
  const url = hub.urls.repo(repository);
  const page = hub.urls.page(repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/** As in `push`, `check_suite` and workflow runs. */
export function simpleCommitJson(commit: Commit): Json {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

export function fileJson(hub: Hub, repository: Repository, commit: string, file: FileChange): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${hub.urls.page(repository)}/blob/${commit}/${path}`,
    raw_url: `${hub.urls.page(repository)}/raw/${commit}/${path}`,
    contents_url: `${hub.urls.repo(repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
