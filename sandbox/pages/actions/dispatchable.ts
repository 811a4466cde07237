import { listTree, readBlob, resolveCommit } from '../../git/objects.ts';
import type { Workflow } from '../../runner/workflow/definition.ts';
import { isInvalid, readWorkflow } from '../../runner/workflow/read-workflow.ts';
import type { Repository } from '../../state/repository.ts';

/** The default branch's workflows that someone may start by hand. */
export async function dispatchable({ gitDir, defaultBranch }: Repository): Promise<Workflow[]> {
  const sha = await resolveCommit(gitDir, `heads/${defaultBranch}`);
  if (sha === undefined) return [];
  const files = (await listTree(gitDir, sha, false, '.github/workflows/')).filter(({ path }) => /\.ya?ml$/.test(path));
  const read = files.map(async (file) =>
    readWorkflow({ path: file.path, sha, content: (await readBlob(gitDir, file.sha)).toString('utf8') }),
  );
  return (await Promise.all(read)).flatMap((workflow) =>
    isInvalid(workflow) || workflow.events.workflow_dispatch === undefined ? [] : [workflow],
  );
}
