import { join } from 'node:path';
import { assetName } from '../../src/core/registry/asset-name.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import { verdictText } from '../../src/core/report/verdict-text.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { type EvaluatedModel, evaluateModel } from '../../src/engines/workspace/evaluate-model.ts';
import { evidenceBytes } from '../../src/engines/workspace/evidence-file.ts';
import { selectedModel } from '../selected-model.ts';
import { openSession } from '../session.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

/**
 * Evaluates one model on the dev rows beside what production runs. Evidence is `claimed`: this runs where the pull request's code runs, so
 * it informs and never decides. Writes evidence and package to a folder for the run's artifact.
 */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  const { workspace, frames, progress } = await openSession(toolkit, context);
  const { signal } = new AbortController();
  const settings = { asked: { tier: 'dev' }, frames, progress, signal, log: toolkit.log } as const;
  const evaluated = await evaluateModel(workspace, selectedModel(toolkit, workspace), settings);
  const folder = join(context.folder, toolkit.input('output') || 'aval-out', evaluated.evidence.model);
  await writeResult(folder, evaluated);
  for (const line of verdictText(evaluated.verdict)) toolkit.log(line);
  toolkit.output('outcome', evaluated.verdict.outcome);
  toolkit.output('folder', folder);
}

async function writeResult(folder: string, { evidence, challenger }: EvaluatedModel): Promise<void> {
  const { manifest, files } = challenger.package;
  await replaceFile(join(folder, 'manifest.json'), manifestBytes(manifest));
  for (const [path, bytes] of files) await replaceFile(join(folder, assetName(path)), bytes);
  await replaceFile(join(folder, 'evidence.json'), evidenceBytes(evidence));
}
