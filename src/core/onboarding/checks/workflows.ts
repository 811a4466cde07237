import { type Finding, missing, ok, warning } from '../finding.ts';
import type { Observed } from '../observed.ts';
import { forDefaultBranch, unpinnedActions, withOffers, withoutCopySteps, withoutPins } from '../workflow-file.ts';

/** The template's workflows are on the default branch, run only what is pinned, and say what the template says. */
export function checkWorkflows({ workflows, repository }: Observed, templates: ReadonlyMap<string, string>): Finding[] {
  const all = [...templates].map(([path, template]) =>
    workflowFinding(path, template, workflows.get(path), repository.defaultBranch),
  );
  const good = all.filter(({ state }) => state === 'ok');
  if (good.length === 0) return all;
  return [ok('workflows', good.map(({ says }) => says).join(', ')), ...all.filter(({ state }) => state !== 'ok')];
}

/** What must be as in the template: all but pins, what it offers, and where it asks for a step. */
const compared = (text: string): string => withoutCopySteps(withOffers(withoutPins(text)));

function workflowFinding(path: string, template: string, text: string | undefined, branch: string): Finding {
  if (text === undefined) return missing('workflows', `${path} is not on ${branch}`, 'aval init --github writes it.');
  const unpinned = unpinnedActions(text);
  if (unpinned.length > 0)
    return missing(
      'workflows',
      `${path} does not pin ${unpinned.join(', ')}`,
      'Write a full commit sha behind the @: a tag can be moved.',
    );
  if (compared(text) !== compared(forDefaultBranch(template, branch)))
    return warning(
      'workflows',
      `${path} was edited, or is of another version of aval`,
      'Delete it and run aval init --github, or see that the edit is meant.',
    );
  return ok('workflows', path.slice(path.lastIndexOf('/') + 1));
}
