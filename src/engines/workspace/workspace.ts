import { join } from 'node:path';
import type { Definitions, Tree, TreeEntry } from '../../core/definitions/definitions.ts';
import { faultsOfTree } from '../../core/definitions/faults-of-tree.ts';
import { loadDefinitions } from '../../core/definitions/load.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import { AvalError } from '../../core/errors.ts';
import { codeDigests } from '../../core/plan/code-digests.ts';
import { tryResolve } from '../../core/plan/resolve.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { sampled } from '../../core/plan/sampled.ts';
import type { PackageSource, PackageStore } from '../../core/registry/package.ts';
import { engineRevisions } from '../engines.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { type Credentials, noCredentials } from '../http/credentials.ts';
import { FolderStore } from '../store/folder-store.ts';
import { cacheFolderOf } from './cache-folder.ts';

/** Definitions of one tree, with what resolving them needs. */
export interface Side {
  readonly tree: Tree;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly definitions: Definitions;
}

/** A model repository on this machine: what is checked out, what it is compared with, and the packages beside it. */
export interface Workspace {
  readonly repository: Repository;
  /** The work tree as it would be committed. */
  readonly head: Side;
  /** Where the change left the main branch; `undefined` before the first commit, or where nothing was defined yet. */
  readonly base: Side | undefined;
  readonly baseName: string;
  /** Whose gates judge: base's, unless the change landed already. */
  readonly policy: Side | undefined;
  /** Published packages: a folder of this machine, unless told otherwise. */
  readonly store: PackageSource;
  /** Trained and not published: a cache that may be deleted at any time. */
  readonly work: PackageStore;
  /** Folder for the cache, ignored by git. */
  readonly cacheFolder: string;
  /** Reads further trees as `head` and `base` were read. */
  readonly loadSide: LoadSide;
  /** For sources whose access is environment. */
  readonly credentials: Credentials;
}

type LoadSide = (tree: Tree) => Promise<Side>;

export interface WorkspaceOptions {
  /** Commit or branch to compare with; absent: see `Repository.defaultBase`. */
  readonly base?: string | undefined;
  /** Where published packages come from; absent: the project's folder store. */
  readonly store?: (repository: Repository, project: Project) => PackageSource | Promise<PackageSource>;
  readonly credentials?: Credentials;
  /** `loadSampledSide` where samples stand in for what an environment alone may read. */
  readonly loadSide?: LoadSide;
}

/** The folder store of a project, for use without GitHub. */
export function localStore({ root }: Repository, { packages }: Project): PackageStore {
  return new FolderStore(join(root, packages));
}

/** Opens the repository around `folder` and checks its definitions. Throws `config` with every fault of the work tree. */
export async function openWorkspace(
  folder: string,
  { base: baseRef, store = localStore, credentials = noCredentials, loadSide: load = loadSide }: WorkspaceOptions = {},
): Promise<Workspace> {
  const repository = await openRepository(folder);
  const head = await load(await repository.workTree());
  const leftAt = await repository.defaultBase(baseRef);
  const base = leftAt && (await loadBase(await repository.treeAt(leftAt.commit), head, load));
  const cacheFolder = await cacheFolderOf(repository.root);
  return {
    repository,
    head,
    base,
    baseName: leftAt?.name ?? 'nothing yet',
    policy: base,
    store: await store(repository, head.definitions.project),
    work: new FolderStore(join(cacheFolder, 'work'), { keep: 'newest' }),
    cacheFolder,
    loadSide: load,
    credentials,
  };
}

/** Loads and checks every definition of a tree. Throws `config` with every fault. */
export async function loadSide(tree: Tree): Promise<Side> {
  const { definitions, faults } = await loadDefinitions(tree);
  if (definitions === undefined) throw new AvalError('config', faults);
  return { tree, definitions, entries: new Map((await tree.list()).map((entry) => [entry.path, entry])) };
}

/** As `loadSide`, on samples: what a pull request's own run may read. */
export async function loadSampledSide(tree: Tree): Promise<Side> {
  const side = await loadSide(tree);
  return { ...side, definitions: sampled(side.definitions) };
}

/** A base that doesn't load has no policy to judge by: that is said, never passed over. A base without aval.yaml is no base yet. */
export async function loadBase(tree: Tree, head: Side, load: LoadSide = loadSide): Promise<Side | undefined> {
  if (tree.id === head.tree.id) return head;
  const entries = await tree.list();
  return entries.some((entry) => entry.path === 'aval.yaml') ? load(tree) : undefined;
}

/** One model of a side with everything it reads. Throws `config` for what is missing. */
export async function resolveOn(side: Side, name: string): Promise<ResolvedModel> {
  const model = side.definitions.models.get(name);
  const code = model ? await codeDigests(model, side.tree, side.entries) : new Map();
  const found = tryResolve(side.definitions, name, { entries: side.entries, engineRevisions, code });
  if ('resolved' in found) return found.resolved;
  throw new AvalError('config', faultsOfTree(side.tree, found.faults));
}
