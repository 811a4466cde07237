import { join } from 'node:path';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import { waitingForEvidence } from '../../src/core/gate/waiting-for-evidence.ts';
import { environmentSources } from '../../src/core/plan/environment-sources.ts';
import { assetName } from '../../src/core/registry/asset-name.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import { verdictText } from '../../src/core/report/verdict-text.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { changesByModel } from '../../src/engines/workspace/changes.ts';
import { evaluateModel } from '../../src/engines/workspace/evaluate-model.ts';
import { evidenceBytes } from '../../src/engines/workspace/evidence-file.ts';
import { htmlReport } from '../../src/engines/workspace/html-report.ts';
import { packageOf } from '../../src/engines/workspace/train.ts';
import { resolveOn } from '../../src/engines/workspace/workspace.ts';
import { awaitedByComparison } from '../awaited-comparison.ts';
import { selectedModel } from '../selected-model.ts';
import { openSession } from '../session.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

/**
 * Evaluates one model on the dev rows beside what production runs. Evidence is `claimed`: this runs where the pull request's code runs, so
 * it informs and never decides. Writes evidence and package to a folder for the run's artifact, and a page with plots; the package alone where what
 * production reads can be read in the trusted run only.
 */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  const { workspace, frames, progress } = await openSession(toolkit, context);
  const model = selectedModel(toolkit, workspace);
  const folder = join(context.folder, toolkit.input('output') || 'aval-out', model);
  const resolved = await resolveOn(workspace.head, model);
  const awaited = await awaitedByComparison(workspace, model, resolved);
  const { signal } = new AbortController();
  const compare = async (): Promise<VerdictNode> => {
    const settings = { asked: { tier: 'dev' }, frames, progress, signal, log: toolkit.log } as const;
    const { challenger, evidence, verdict, ...evaluated } = await evaluateModel(workspace, model, settings);
    await writePackage(folder, challenger.package);
    await replaceFile(join(folder, 'evidence.json'), evidenceBytes(evidence));
    const changes = (await changesByModel(workspace)).get(model) ?? [];
    const sampled = environmentSources(resolved).map(({ name }) => name);
    const { environment, introduced, scoreOnDev, explainOnDev } = evaluated;
    const report = { verdict, evidence, environment, introduced, sampled, changes };
    const page = join(context.folder, toolkit.input('reports') || 'aval-report', `${model}-report.html`);
    await replaceFile(page, await htmlReport([{ report, scoreOnDev, explainOnDev }]));
    toolkit.output('report', page);
    return verdict;
  };
  const trainAlone = async (what: string): Promise<VerdictNode> => {
    const trained = await packageOf(workspace, resolved, frames, progress, signal, toolkit.log);
    await writePackage(folder, trained.package);
    return waitingForEvidence(model, what);
  };
  const verdict = awaited === undefined ? await compare() : await trainAlone(awaited);
  for (const line of verdictText(verdict)) toolkit.log(line);
  toolkit.output('outcome', verdict.outcome);
  toolkit.output('folder', folder);
}

async function writePackage(folder: string, { manifest, files }: Package): Promise<void> {
  await replaceFile(join(folder, 'manifest.json'), manifestBytes(manifest));
  for (const [path, bytes] of files) await replaceFile(join(folder, assetName(path)), bytes);
}
