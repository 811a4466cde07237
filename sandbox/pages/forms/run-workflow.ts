import { unprocessable } from '../../rest/api-error.ts';
import { dispatchable } from '../actions/dispatchable.ts';
import { pathTo } from '../addresses.ts';
import type { FormHandler } from './form-call.ts';

/** Starts a workflow by hand. Its run is listed when a runner has taken it up. */
export const runWorkflow: FormHandler = async (call) => {
  const { repository, field } = call;
  const file = field('workflow');
  const workflow = (await dispatchable(repository)).find(({ path }) => path === `.github/workflows/${file}`);
  if (workflow === undefined) throw unprocessable(`${file} is no workflow that can be started by hand.`);
  const names = Object.keys(workflow.events.workflow_dispatch?.inputs ?? {});
  const inputs = Object.fromEntries(names.map((name) => [name, field(`input.${name}`)]));
  await call.perform('actions/create-workflow-dispatch', { workflow_id: file }, { ref: field('ref'), inputs });
  return pathTo(repository, 'actions');
};
