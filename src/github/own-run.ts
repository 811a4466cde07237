import type { ResolvedModel } from '../core/plan/resolved-model.ts';
import type { Package } from '../core/registry/package.ts';
import { packageAmongFiles } from '../core/registry/package-among-files.ts';
import { requireOfDefinition } from '../core/registry/package-of-definition.ts';
import { artifactOf } from './artifact.ts';
import type { AskedRepository } from './repository-client.ts';
import type { FoundRun } from './workflow-runs.ts';

/** The workflow that trains what a change reaches, where the change's own code runs. */
export const ownWorkflow = '.github/workflows/aval.yaml';

/** What began a change's own run, and at which commit: the head of a pull request, or what landed. */
export interface OwnRunOf {
  readonly event: 'pull_request' | 'push';
  readonly sha: string;
}

export function isOwnRun(run: FoundRun, { event, sha }: OwnRunOf): boolean {
  return run.path.split('@', 1)[0] === ownWorkflow && run.event === event && run.sha === sha;
}

/** Name of the artifact that holds a model's package, in a folder of the model's name. */
export function ownArtifact(model: string): string {
  return `aval-${model}`;
}

/**
 * The package that a run says it made of a model, verified byte by byte and held against the definition. Undefined when the run has none, or it
 * expired. Throws `evidence` for anything else: the author's code made it.
 */
export async function packageOfRun(
  repository: AskedRepository,
  run: number,
  resolved: ResolvedModel,
): Promise<Package | undefined> {
  const { name } = resolved.model;
  const files = await artifactOf(repository, run, ownArtifact(name), name);
  if (files === undefined) return undefined;
  const item = packageAmongFiles(files);
  requireOfDefinition(item, resolved);
  return item;
}
