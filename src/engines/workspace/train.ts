import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package } from '../../core/registry/package.ts';
import type { Engine, Progress } from '../../core/training/engine.ts';
import { trainModel } from '../../core/training/train-model.ts';
import { openEngine } from '../engines.ts';
import { atLabel } from './at-label.ts';
import type { FrameReader } from './frames.ts';
import type { Workspace } from './workspace.ts';

export interface Trained {
  readonly package: Package;
  /** `published` and `cached` packages have the very definition digest asked for: nothing was trained. */
  readonly from: 'published' | 'cached' | 'trained';
}

/**
 * The package of a definition digest: the published one stands, then one that was trained here before, else it is trained now. Labels that nothing can
 * be learned from are refused at their line of gates.yaml.
 */
export async function packageOf(
  workspace: Workspace,
  resolved: ResolvedModel,
  frames: FrameReader,
  progress: Progress,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<Trained> {
  const published = await workspace.store.find(resolved.digest);
  const standing = published && (await workspace.store.get(published));
  if (standing) return { package: standing, from: 'published' };
  const cached = await workspace.work.find(resolved.digest);
  const known = cached && (await workspace.work.get(cached));
  if (known) return { package: known, from: 'cached' };
  const { frame } = await frames.read(resolved);
  const engine = await engineOf(workspace, resolved, log);
  const trained = await trainModel(resolved, frame, engine, progress, signal).catch(async (error) => {
    throw await atLabel(error, resolved.model.name, workspace.head.tree);
  });
  await workspace.work.publish(trained);
  return { package: trained, from: 'trained' };
}

/** The engine of a model, able to read the files of the work tree. */
export function engineOf(workspace: Workspace, resolved: ResolvedModel, log: (line: string) => void): Promise<Engine> {
  return openEngine(resolved.engine.name, { readFiles: (paths) => workspace.head.tree.read(paths), log });
}
