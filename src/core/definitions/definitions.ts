import type { FeatureView } from './schema/feature-view.ts';
import type { Deployment, Gates } from './schema/gates.ts';
import type { Model } from './schema/model.ts';
import type { Project } from './schema/project.ts';
import type { Entity, Source, SourceLock } from './schema/source.ts';

/** Everything a repository defines, checked one by one and against each other. Keys are names. */
export interface Definitions {
  readonly project: Project;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly locks: ReadonlyMap<string, SourceLock>;
  readonly views: ReadonlyMap<string, FeatureView>;
  readonly models: ReadonlyMap<string, Model>;
  readonly gates: ReadonlyMap<string, Gates>;
  /** Key `<environment>/<model>`. */
  readonly deployments: ReadonlyMap<string, Deployment>;
}

/** One entry of a git tree. `id` is the git blob id, `size` in bytes. Symlinks have mode 120000. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  readonly size: number;
}

/** Port: the files of one commit or of a work tree as it would be committed. */
export interface Tree {
  /** The git tree id: equal ids, equal files. */
  readonly id: string;
  /** The commit that it is of; absent: a work tree, or a merge that is no commit. */
  readonly commit?: string;
  list(): Promise<readonly TreeEntry[]>;
  /** Bytes of these paths; a path that is not there is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}
