import { type Moved, moveRef } from '../changes/move-ref.ts';
import { typeOf } from '../git/objects.ts';
import { isValidRef, listRefs, noSha, readRef } from '../git/refs.ts';
import { booleanOf, type Json, textOf } from '../json.ts';
import { nodeId } from '../shapes/urls.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, notFound, ruleViolation, unprocessable } from './api-error.ts';
import { type Call, noContent, ok, param, type Routes } from './call.ts';
import { inRepository, read, write } from './in-repository.ts';

const byPath: Readonly<Record<string, string>> = { commit: 'commits', tag: 'tags', tree: 'trees', blob: 'blobs' };

async function refJson(call: Call, repository: Repository, ref: string, sha: string): Promise<Json> {
  const type = (await typeOf(repository.gitDir, sha)) ?? 'commit';
  const url = `${call.hub.urls.repo(repository)}/git`;
  const object = { sha, type, url: `${url}/${byPath[type]}/${sha}` };
  return { ref, node_id: nodeId('Ref', ref), url: `${url}/${ref}`, object };
}

function refuse(moved: Moved, exists: boolean): void {
  if (moved.kind === 'denied') throw ruleViolation([moved.reason]);
  if (moved.kind === 'forbidden') throw new ApiError(403, moved.reason);
  if (moved.kind === 'notForward') throw unprocessable('Update is not a fast forward');
  if (moved.kind === 'lost') throw new ApiError(409, 'Reference was updated meanwhile');
  if (moved.kind === 'absent') throw unprocessable(exists ? 'Reference already exists' : 'Reference does not exist');
}

export const gitRefRoutes: Routes = {
  'git/get-ref': inRepository(read('contents'), async (call, repository) => {
    const ref = `refs/${param(call, 'ref')}`;
    const sha = await readRef(repository.gitDir, ref);
    if (sha === undefined) throw notFound();
    return ok(await refJson(call, repository, ref, sha));
  }),
  'git/list-matching-refs': inRepository(read('contents'), async (call, repository) => {
    const prefix = `refs/${param(call, 'ref')}`;
    const refs = [...(await listRefs(repository.gitDir, 'refs'))].filter(([ref]) => ref.startsWith(prefix));
    return ok(await Promise.all(refs.map(([ref, sha]) => refJson(call, repository, ref, sha))));
  }),
  'git/create-ref': inRepository(write('contents'), async (call, repository) => {
    const ref = textOf(call.body['ref']) ?? '';
    const sha = textOf(call.body['sha']) ?? '';
    if (!/^refs\/[^/]+\/./.test(ref) || !(await isValidRef(repository.gitDir, ref)))
      throw unprocessable('Reference name must start with refs/ and be a valid name');
    const type = await typeOf(repository.gitDir, sha);
    if (type === undefined) throw unprocessable('Object does not exist');
    if (ref.startsWith('refs/heads/') && type !== 'commit') throw unprocessable('Object is not a commit');
    refuse(await moveRef(call.hub, repository, { ref, after: sha, create: true }, call.actor), true);
    return ok(await refJson(call, repository, ref, sha), 201);
  }),
  'git/update-ref': inRepository(write('contents'), async (call, repository) => {
    const ref = `refs/${param(call, 'ref')}`;
    const after = textOf(call.body['sha']) ?? '';
    if ((await typeOf(repository.gitDir, after)) === undefined) throw unprocessable('Object does not exist');
    const force = booleanOf(call.body['force']) === true;
    refuse(await moveRef(call.hub, repository, { ref, after, force }, call.actor), false);
    return ok(await refJson(call, repository, ref, after));
  }),
  'git/delete-ref': inRepository(write('contents'), async (call, repository) => {
    const ref = `refs/${param(call, 'ref')}`;
    if (ref === `refs/heads/${repository.defaultBranch}`) throw unprocessable('Cannot delete the default branch');
    refuse(await moveRef(call.hub, repository, { ref, after: noSha }, call.actor), false);
    return noContent;
  }),
};
