import { readCommit, type Signature, writeCommit } from '../git/commits.ts';
import { listTree, readBlob, type TreeChange, typeOf, writeBlob, writeObject, writeTree } from '../git/objects.ts';
import { gitText, runGit } from '../git/run-git.ts';
import { isJson, type Json, objectsOf, textOf, textsOf } from '../json.ts';
import { gitCommitJson } from '../shapes/commit.ts';
import { nodeId } from '../shapes/urls.ts';
import type { Repository } from '../state/repository.ts';
import { notFound, unprocessable } from './api-error.ts';
import { type Call, ok, param, type Routes } from './call.ts';
import { authorOf, inRepository, read, write } from './in-repository.ts';

async function commitAnswer(call: Call, repository: Repository, sha: string, status: number) {
  const commit = await readCommit(repository.gitDir, sha);
  if (commit === undefined) throw notFound();
  return ok(gitCommitJson(call.hub, repository, commit), status);
}

function signature(call: Call, given: unknown, otherwise?: Signature): Signature {
  const user = authorOf(call);
  const named: Json = isJson(given) ? given : {};
  return {
    name: textOf(named['name']) ?? otherwise?.name ?? user.name,
    email: textOf(named['email']) ?? otherwise?.email ?? user.email,
    date: textOf(named['date']) ?? otherwise?.date ?? call.hub.world.now(),
  };
}

async function treeAnswer(call: Call, repository: Repository, tree: string, recursive: boolean, status: number) {
  const url = `${call.hub.urls.repo(repository)}/git`;
  const entries = await listTree(repository.gitDir, tree, recursive);
  const list = entries.map(({ path, mode, type, sha, size }) => ({
    path,
    mode,
    type,
    sha,
    ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
    ...(size === undefined ? {} : { size }),
  }));
  return ok({ sha: tree, url: `${url}/trees/${tree}`, tree: list, truncated: false }, status);
}

async function treeChange(repository: Repository, entry: Json): Promise<TreeChange> {
  const path = textOf(entry['path']) ?? '';
  const mode = textOf(entry['mode']) ?? '100644';
  const content = textOf(entry['content']);
  if (path === '' || path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '.git'))
    throw unprocessable('tree.path contains a malformed path component');
  if (content !== undefined) return { path, mode, sha: await writeBlob(repository.gitDir, content) };
  const sha = textOf(entry['sha']) ?? null;
  const known = sha === null || mode === '160000' || (await typeOf(repository.gitDir, sha)) !== undefined;
  if (!known) throw unprocessable(`tree.sha ${sha} is not a valid ${textOf(entry['type']) ?? 'blob'}`);
  return { path, mode, sha };
}

async function treeOf(repository: Repository, name: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{tree}`];
  const { code, output } = await runGit(repository.gitDir, args, { accept: [1, 128] });
  if (code !== 0) throw notFound();
  return output.toString('latin1').trim();
}

function tagJson(call: Call, repository: Repository, sha: string, text: string): Json {
  const [head = '', message = ''] = text.split(/\n\n(.*)/s);
  const field = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(head)?.[1] ?? '';
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+)/.exec(field('tagger')) ?? [];
  const url = `${call.hub.urls.repo(repository)}/git`;
  const type = field('type');
  return {
    node_id: nodeId('Tag', sha),
    sha,
    url: `${url}/tags/${sha}`,
    tag: field('tag'),
    message: message.replace(/\n$/, ''),
    tagger: { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` },
    object: { type, sha: field('object'), url: `${url}/${type}s/${field('object')}` },
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

export const gitObjectRoutes: Routes = {
  'git/create-blob': inRepository(write('contents'), async (call, repository) => {
    const encoding = call.body['encoding'] === 'base64' ? 'base64' : 'utf8';
    const sha = await writeBlob(repository.gitDir, Buffer.from(textOf(call.body['content']) ?? '', encoding));
    return ok({ sha, url: `${call.hub.urls.repo(repository)}/git/blobs/${sha}` }, 201);
  }),
  'git/get-blob': inRepository(read('contents'), async (call, repository) => {
    const sha = param(call, 'file_sha');
    if ((await typeOf(repository.gitDir, sha)) !== 'blob') throw notFound();
    const bytes = await readBlob(repository.gitDir, sha);
    if (call.headers.get('accept')?.includes('raw') === true)
      return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' } };
    const url = `${call.hub.urls.repo(repository)}/git/blobs/${sha}`;
    const about = { sha, node_id: nodeId('Blob', sha), size: bytes.length, url };
    return ok({ ...about, content: bytes.toString('base64'), encoding: 'base64' });
  }),
  'git/create-tree': inRepository(write('contents'), async (call, repository) => {
    const base = textOf(call.body['base_tree']);
    const changes: TreeChange[] = [];
    for (const entry of objectsOf(call.body['tree'])) changes.push(await treeChange(repository, entry));
    const root = base === undefined ? undefined : await treeOf(repository, base);
    return treeAnswer(call, repository, await writeTree(repository.gitDir, root, changes), false, 201);
  }),
  'git/get-tree': inRepository(read('contents'), async (call, repository) => {
    const tree = await treeOf(repository, param(call, 'tree_sha'));
    return treeAnswer(call, repository, tree, call.query.has('recursive'), 200);
  }),
  'git/create-commit': inRepository(write('contents'), async (call, repository) => {
    const tree = textOf(call.body['tree']) ?? '';
    const parents = textsOf(call.body['parents']);
    if ((await typeOf(repository.gitDir, tree)) !== 'tree') throw unprocessable('Tree SHA does not exist');
    for (const parent of parents)
      if ((await typeOf(repository.gitDir, parent)) !== 'commit')
        throw unprocessable('Parent SHA does not exist or is not a commit object');
    const author = signature(call, call.body['author']);
    const committer = signature(call, call.body['committer'], author);
    const message = textOf(call.body['message']) ?? '';
    const sha = await writeCommit(repository.gitDir, { tree, parents, author, committer, message });
    return commitAnswer(call, repository, sha, 201);
  }),
  'git/get-commit': inRepository(read('contents'), (call, repository) =>
    commitAnswer(call, repository, param(call, 'commit_sha'), 200),
  ),
  'git/create-tag': inRepository(write('contents'), async (call, repository) => {
    const object = textOf(call.body['object']) ?? '';
    const type = textOf(call.body['type']) ?? '';
    if ((await typeOf(repository.gitDir, object)) !== type) throw unprocessable(`Could not verify object ${object}`);
    const tagger = signature(call, call.body['tagger']);
    const seconds = Math.floor(new Date(tagger.date).getTime() / 1000);
    const message = textOf(call.body['message']) ?? '';
    const head = `object ${object}\ntype ${type}\ntag ${textOf(call.body['tag'])}`;
    const text = `${head}\ntagger ${tagger.name} <${tagger.email}> ${seconds} +0000\n\n${message}\n`;
    const sha = await writeObject(repository.gitDir, 'tag', text);
    return ok(tagJson(call, repository, sha, text), 201);
  }),
  'git/get-tag': inRepository(read('contents'), async (call, repository) => {
    const sha = param(call, 'tag_sha');
    if ((await typeOf(repository.gitDir, sha)) !== 'tag') throw notFound();
    return ok(tagJson(call, repository, sha, `${await gitText(repository.gitDir, ['cat-file', 'tag', sha])}\n`));
  }),
};
