import type { Source } from '../../core/definitions/schema/source.ts';
import type { DataProfile } from '../../core/profiling/data-profile.ts';
import { profileModel } from '../../core/profiling/profile-model.ts';
import { profileSource } from '../../core/profiling/profile-source.ts';
import { readSourceRows } from '../duckdb/read-source-rows.ts';
import type { FrameReader } from './frames.ts';
import { pinnedFile, type SourceData } from './source-data.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** A profile of what a model may learn from. */
export interface ProfiledData {
  readonly kind: 'source' | 'model';
  readonly name: string;
  /** Rows that somebody is judged on, or will be: the profile is not of them. */
  readonly setAside: number;
  readonly profile: DataProfile;
}

/** The pinned rows of a source but for those that a model with this spine sets aside. Throws `config` where the file or a split doesn't fit. */
export async function profiledSource(data: SourceData, source: Source): Promise<ProfiledData> {
  const { project, locks, gates } = data.definitions;
  const splits = [...gates.values()].map((rules) => rules.data).filter(({ spine }) => spine === source.name);
  const options = { until: locks.get(source.name)?.until, memoryLimit: project.compute.memoryLimit, splits };
  const { frame, setAside } = await readSourceRows(source, await pinnedFile(data, source), options);
  const profile = profileSource(source, frame, project.statistics.alpha);
  return { kind: 'source', name: source.name, setAside, profile };
}

/** The train and dev rows of a model, with its features as known at their times. */
export async function profiledModel(workspace: Workspace, name: string, frames: FrameReader): Promise<ProfiledData> {
  const resolved = await resolveOn(workspace.head, name);
  const { frame } = await frames.read(resolved);
  return {
    kind: 'model',
    name,
    ...profileModel(resolved, frame, workspace.head.definitions.project.statistics.alpha),
  };
}
