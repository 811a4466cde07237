import type { WorkflowJob } from '@actions/workflow-parser/model/workflow-template';
import { messageOf, RunnerError } from '../runner-error.ts';
import type { InvalidWorkflow, JobDefinition, StepDefinition, Workflow } from './definition.ts';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from './parser.ts';
import { readPermissions } from './permissions.ts';
import { child, iterate, literal, type TemplateToken } from './template.ts';

/** Parses a workflow file with GitHub's own parser. What this runner cannot do is refused here, not half done later. */
export async function readWorkflow(file: {
  path: string;
  sha: string;
  content: string;
}): Promise<Workflow | InvalidWorkflow> {
  const { path, sha } = file;
  try {
    const { context, value } = parseWorkflow({ name: path, content: file.content }, new NoOperationTraceWriter());
    const problems = context.errors.getErrors().map((error) => error.message);
    if (value === undefined || problems.length > 0) return { path, sha, problems: orEmpty(problems) };
    const template = await convertWorkflowTemplate(context, value);
    if (template.errors?.length) return { path, sha, problems: template.errors.map((error) => error.Message) };
    return {
      path,
      sha,
      name: literal(child(value, 'name')) || path,
      events: template.events,
      runName: child(value, 'run-name'),
      env: child(value, 'env'),
      defaults: child(value, 'defaults'),
      permissions: readPermissions(child(value, 'permissions')),
      concurrency: child(value, 'concurrency'),
      jobs: template.jobs.map((job) => readJob(job, child(child(value, 'jobs'), job.id.value))),
    };
  } catch (error) {
    return { path, sha, problems: [messageOf(error)] };
  }
}

export function isInvalid(workflow: Workflow | InvalidWorkflow): workflow is InvalidWorkflow {
  return 'problems' in workflow;
}

function readJob(job: WorkflowJob, keys: TemplateToken | undefined): JobDefinition {
  const id = job.id.value;
  if (keys === undefined) throw new RunnerError(`job ${id}: not found in the file`);
  if (job.type !== 'job')
    throw new RunnerError(`job ${id}: reusable workflows are not supported by the sandbox runner`);
  for (const key of ['container', 'services'] as const) {
    if (job[key]) throw new RunnerError(`job ${id}: \`${key}\` is not supported, the sandbox runs on the host`);
  }
  const tokens = [...iterate(child(keys, 'steps'))];
  return {
    id,
    needs: needsOf(keys),
    condition: job.if.expression,
    permissions: readPermissions(child(keys, 'permissions')),
    steps: job.steps.map((step, index) => readStep(id, step, tokens[index])),
    keys,
  };
}

/** Read from the file: the parser empties `needs` while it looks for cycles. */
function needsOf(keys: TemplateToken): string[] {
  const token = child(keys, 'needs');
  const one = literal(token);
  return one === undefined ? [...iterate(token)].map((item) => literal(item) ?? '') : [one];
}

function readStep(
  job: string,
  step: { id: string; if?: { expression: string } },
  keys?: TemplateToken,
): StepDefinition {
  if (keys === undefined || !(child(keys, 'run') || child(keys, 'uses')) || child(keys, 'background')) {
    throw new RunnerError(`job ${job}, step ${step.id}: only \`run\` and \`uses\` in the foreground are supported`);
  }
  return { id: step.id, condition: step.if?.expression ?? 'success()', keys };
}

function orEmpty(problems: readonly string[]): readonly string[] {
  return problems.length > 0 ? problems : ['The file is empty'];
}
