import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseDigest } from '../../src/core/digest.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { judge } from '../../src/core/gate/judge.ts';
import { parseEvidence } from '../../src/core/gate/parse-evidence.ts';
import { waitingForEvidence } from '../../src/core/gate/waiting-for-evidence.ts';
import { renderComment } from '../../src/core/report/comment.ts';
import type { ModelReport } from '../../src/core/report/comment-input.ts';
import { headline } from '../../src/core/report/outcome-text.ts';
import { lastEnvironment } from '../../src/engines/workspace/champion.ts';
import { changesByModel } from '../../src/engines/workspace/changes.ts';
import { policyOf } from '../../src/engines/workspace/prepare-comparison.ts';
import { openWorkspace, type Workspace } from '../../src/engines/workspace/workspace.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

const modelNames = z.array(z.string().max(63)).max(10_000);

/** The comparison of every model of the plan as the job's summary; a model whose evidence never came is said to wait, never left out. */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  const workspace = await openWorkspace(context.folder, { base: toolkit.input('base') || context.base });
  const evidence = await readAll(join(context.folder, toolkit.input('evidence') || 'aval-out'));
  const changes = await changesByModel(workspace);
  const models = modelNames.parse(JSON.parse(toolkit.input('models') || '[]'));
  const reports = models.map((model) => reportOf(workspace, model, evidence.get(model), changes.get(model) ?? []));
  await toolkit.summary(renderComment({ models: reports }));
  for (const { verdict } of reports) toolkit.log(headline(verdict));
  toolkit.output(
    'outcomes',
    JSON.stringify(Object.fromEntries(reports.map(({ verdict }) => [verdict.title, verdict.outcome]))),
  );
}

/** Every evidence.json below a folder, by model. Files of other names are not looked at; what is no evidence is an error. */
async function readAll(folder: string): Promise<ReadonlyMap<string, Evidence>> {
  const found = new Map<string, Evidence>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(absentFolder);
  for (const entry of entries) {
    if (!entry.isFile() || entry.name !== 'evidence.json') continue;
    const evidence = parseEvidence(await readFile(join(entry.parentPath, entry.name)), entry.name);
    found.set(evidence.model, evidence);
  }
  return found;
}

function absentFolder(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

function reportOf(
  workspace: Workspace,
  model: string,
  evidence: Evidence | undefined,
  changes: readonly string[],
): ModelReport {
  const environment = lastEnvironment(workspace.base ?? workspace.head);
  if (evidence === undefined) return { verdict: waitingForEvidence(model), environment, changes };
  const { gates, project, introduced } = policyOf(workspace, model);
  const running = workspace.base?.definitions.deployments.get(`${environment}/${model}`);
  const options =
    running === undefined ? { firstVersion: true } : { champion: parseDigest(running.digest, environment) };
  return { verdict: judge(evidence, gates, project, options), evidence, environment, introduced, changes };
}
