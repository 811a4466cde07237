import { announce } from '../changes/announce.ts';
import { listTree, resolveCommit } from '../git/objects.ts';
import { isJson, textOf } from '../json.ts';
import type { Repository } from '../state/repository.ts';
import { notFound, unprocessable } from './api-error.ts';
import { type Answer, type Call, noContent, param, type Routes } from './call.ts';
import { inRepository, write } from './in-repository.ts';

/** As the documentation says; nobody has measured it. */
const mostKeys = 10;

async function dispatchWorkflow(call: Call, repository: Repository): Promise<Answer> {
  const ref = textOf(call.body['ref']) ?? '';
  const full = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const workflow = `.github/workflows/${param(call, 'workflow_id')}`;
  const sha = await resolveCommit(repository.gitDir, full);
  if (sha === undefined) throw unprocessable(`No ref found for: ${ref}`);
  if ((await listTree(repository.gitDir, sha, false, workflow)).length === 0) throw notFound();
  const inputs = isJson(call.body['inputs']) ? call.body['inputs'] : {};
  announce(call.hub, 'workflow_dispatch', { repository, actor: call.actor }, { ref: full, workflow, inputs });
  return noContent;
}

export const dispatchRoutes: Routes = {
  'actions/create-workflow-dispatch': inRepository(write('actions'), dispatchWorkflow),
  'repos/create-dispatch-event': inRepository(write('contents'), (call, repository) => {
    const client_payload = isJson(call.body['client_payload']) ? call.body['client_payload'] : {};
    if (Object.keys(client_payload).length > mostKeys)
      throw unprocessable(
        `Invalid request.\n\nNo more than ${mostKeys} properties are allowed; ${Object.keys(client_payload).length} were supplied.`,
      );
    const payload = { branch: repository.defaultBranch, client_payload };
    announce(
      call.hub,
      `repository_dispatch.${textOf(call.body['event_type'])}`,
      { repository, actor: call.actor },
      payload,
    );
    return noContent;
  }),
};
