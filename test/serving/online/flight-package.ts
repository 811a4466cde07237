import type { Column } from '../../../src/core/features/frame.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { Frames } from '../../../src/engines/workspace/frames.ts';
import { packageOf } from '../../../src/engines/workspace/train.ts';
import { localStore, openWorkspace, resolveOn } from '../../../src/engines/workspace/workspace.ts';

export interface FlightPackage {
  readonly item: Package;
  readonly columns: ReadonlyMap<string, Column>;
  /** Of the spine, microseconds since 1970. */
  readonly time: Float64Array;
  /** The environment file that runs it. */
  readonly deployment: Record<string, string>;
}

/** Trains the template's flights in a repository, keeps the package in its folder, and tags the commit as version 1.0.0. */
export async function packageFlights(root: string): Promise<FlightPackage> {
  const nothing = () => undefined;
  const workspace = await openWorkspace(root);
  const resolved = await resolveOn(workspace.head, 'flight-delay');
  const frames = new Frames(workspace, nothing);
  const { frame } = await frames.read(resolved);
  const trained = await packageOf(workspace, resolved, frames, nothing, new AbortController().signal, nothing);
  const item = trained.package;
  await localStore(workspace.repository, workspace.head.definitions.project).publish(item);
  const digests = { package: item.digest, definition: resolved.digest, recipe: resolved.digest, evidence: item.digest };
  const message = formatReleaseRecord({ subject: 'The first.', ...digests });
  const commit = await workspace.repository.resolveCommit('HEAD');
  await workspace.repository.createAnnotatedTag('flight-delay@v1.0.0', commit, message);
  const lines = ['apiVersion: aval/v1', 'kind: Deployment', 'model: flight-delay', 'version: "1.0.0"'];
  const deployment = {
    'environments/production/flight-delay.yaml': `${[...lines, `digest: ${item.digest}`].join('\n')}\n`,
  };
  return { item, columns: frame.frame.columns, time: frame.time, deployment };
}
