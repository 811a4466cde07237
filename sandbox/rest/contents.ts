import { moveRef } from '../changes/move-ref.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { listTree, readBlob, resolveCommit, type TreeEntry, writeBlob, writeTree } from '../git/objects.ts';
import { type Json, textOf } from '../json.ts';
import { gitCommitJson } from '../shapes/commit.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, notFound, ruleViolation, unprocessable } from './api-error.ts';
import { type Answer, type Call, ok, param, type Routes } from './call.ts';
import { authorOf, inRepository, read, write } from './in-repository.ts';

function entryJson(call: Call, repository: Repository, ref: string, entry: TreeEntry, path: string): Json {
  const type =
    entry.type === 'tree'
      ? 'dir'
      : entry.mode === '120000'
        ? 'symlink'
        : entry.type === 'commit'
          ? 'submodule'
          : 'file';
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const url = `${call.hub.urls.repo(repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const git = `${call.hub.urls.repo(repository)}/git/${entry.type}s/${entry.sha}`;
  const html = `${call.hub.urls.page(repository)}/blob/${encodeURIComponent(ref)}/${escaped}`;
  const download_url =
    type === 'file' ? `${call.hub.urls.page(repository)}/raw/${encodeURIComponent(ref)}/${escaped}` : null;
  const about = { name: path.split('/').at(-1) ?? path, path, sha: entry.sha, size: entry.size ?? 0, url };
  return { ...about, type, html_url: html, git_url: git, download_url, _links: { self: url, git, html } };
}

async function getContent(call: Call, repository: Repository): Promise<Answer> {
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(repository.gitDir, ref);
  if (commit === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
  const path = param(call, 'path').replace(/^\/|\/$/g, '');
  const whole = path === '' ? undefined : (await listTree(repository.gitDir, commit, false, path))[0];
  if (path !== '' && whole === undefined) throw notFound();
  if (whole === undefined || whole.type === 'tree') {
    const inside = await listTree(repository.gitDir, whole?.sha ?? commit, false);
    const prefix = path === '' ? '' : `${path}/`;
    return ok(inside.map((entry) => entryJson(call, repository, ref, entry, `${prefix}${entry.path}`)));
  }
  const bytes = await readBlob(repository.gitDir, whole.sha);
  if (call.headers.get('accept')?.includes('raw') === true)
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } };
  const content = bytes.toString('base64').replace(/.{60}/g, '$&\n');
  return ok({ ...entryJson(call, repository, ref, whole, path), encoding: 'base64', content });
}

async function putContent(call: Call, repository: Repository): Promise<Answer> {
  const { gitDir } = repository;
  const branch = textOf(call.body['branch']) ?? repository.defaultBranch;
  const tip = await resolveCommit(gitDir, `heads/${branch}`);
  const parent = tip === undefined ? undefined : await readCommit(gitDir, tip);
  if (parent === undefined) throw new ApiError(404, `Branch ${branch} not found`);
  const path = param(call, 'path');
  const known = (await listTree(gitDir, parent.sha, false, path))[0];
  const claimed = textOf(call.body['sha']);
  if (known !== undefined && claimed === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
  if (known !== undefined && known.sha !== claimed) throw new ApiError(409, `${path} does not match ${claimed}`);
  const user = authorOf(call);
  const author = { name: user.name, email: user.email, date: call.hub.world.now() };
  const blob = await writeBlob(gitDir, Buffer.from(textOf(call.body['content']) ?? '', 'base64'));
  const tree = await writeTree(gitDir, parent.tree, [{ path, mode: known?.mode ?? '100644', sha: blob }]);
  const message = textOf(call.body['message']) ?? '';
  const made = await writeCommit(gitDir, { tree, parents: [parent.sha], author, committer: author, message });
  const moved = await moveRef(call.hub, repository, { ref: `refs/heads/${branch}`, after: made }, call.actor);
  if (moved.kind === 'denied') throw ruleViolation([moved.reason], 409);
  if (moved.kind === 'forbidden') throw new ApiError(403, moved.reason);
  if (moved.kind !== 'moved') throw new ApiError(409, `is at another commit but expected ${parent.sha}`);
  const [entry, commit] = [(await listTree(gitDir, made, false, path))[0], await readCommit(gitDir, made)];
  if (entry === undefined || commit === undefined) throw notFound();
  const content = entryJson(call, repository, branch, entry, path);
  return ok({ content, commit: gitCommitJson(call.hub, repository, commit) }, known === undefined ? 201 : 200);
}

export const contentRoutes: Routes = {
  'repos/get-content': inRepository(read('contents'), getContent),
  'repos/create-or-update-file-contents': inRepository(write('contents'), putContent),
};
