import { mayDeploy } from './changes/deployable.ts';
import { createRunner, type Runner, type RunnerOptions } from './runner/runner.ts';
import type { Sandbox } from './sandbox.ts';

type Chosen = Pick<RunnerOptions, 'folder' | 'resolveAction' | 'report'> & Partial<RunnerOptions>;

/** From now on, workflows of the sandbox's repositories run on this machine. Close the runner before the sandbox. */
export function runActions(sandbox: Sandbox, options: Chosen): Runner {
  const runner = createRunner({
    host: sandbox.actions,
    apiUrl: sandbox.apiUrl,
    secrets: () => ({}),
    environments: ({ repository, environment, ref }) => mayDeploy(sandbox.repository(repository), environment, ref),
    ...options,
  });
  sandbox.hub.notes.of = runner.notes;
  sandbox.onWorkflowEvent((event) => {
    runner.handle(event).catch((error) => options.report?.(`${event.eventName}: ${error}`));
  });
  return runner;
}
