import type { Workflow } from '../workflow/definition.ts';
import { at, type RunnerEvent } from './event.ts';

/** The `inputs` of a dispatched workflow: as given, else their defaults; a boolean is one. */
export function readInputs(workflow: Workflow, event: RunnerEvent): Readonly<Record<string, unknown>> {
  if (event.eventName !== 'workflow_dispatch') return {};
  const declared = workflow.events.workflow_dispatch?.inputs ?? {};
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, default: fallback }]) => {
      const value = at(event.payload, 'inputs', name) ?? fallback;
      if (String(type) === 'boolean') return [name, String(value) === 'true'];
      if (String(type) === 'number') return [name, Number(value ?? 0)];
      return [name, value ?? ''];
    }),
  );
}
