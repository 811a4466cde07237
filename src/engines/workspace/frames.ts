import { join } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { isRepositoryFile } from '../../core/plan/source-pin.ts';
import type { Progress } from '../../core/training/engine.ts';
import type { ReadModelFrame } from '../duckdb/model-frame.ts';
import { checkoutBlob } from '../git/checkout-blob.ts';
import { requireSound } from './checked-data.ts';
import { fetchedSource } from './fetched-source.ts';
import type { Workspace } from './workspace.ts';

/** Whoever needs frames. */
export type FrameReader = Pick<Frames, 'read'>;

/** Reads frames for one command: a frame that was read already is not read again. */
export class Frames {
  readonly #workspace: Workspace;
  readonly #progress: Progress;
  readonly #known = new Map<string, Promise<ReadModelFrame>>();

  constructor(workspace: Workspace, progress: Progress) {
    this.#workspace = workspace;
    this.#progress = progress;
  }

  /** The frame of a model as its pins say. Throws `config` where definitions and data disagree. */
  read(resolved: ResolvedModel): Promise<ReadModelFrame> {
    const key = JSON.stringify([resolved.digest, resolved.gates, [...resolved.pins], [...resolved.sources]]);
    const known = this.#known.get(key) ?? this.#read(resolved);
    this.#known.set(key, known);
    return known;
  }

  async #read(resolved: ResolvedModel): Promise<ReadModelFrame> {
    const { readModelFrame } = await import('../duckdb/model-frame.ts');
    const { memoryLimit } = this.#workspace.head.definitions.project.compute;
    const files = await sourceFiles(this.#workspace, resolved);
    for (const source of resolved.sources.values()) {
      const pin = resolved.pins.get(source.name);
      await requireSound(this.#workspace.cacheFolder, source, pin, files.get(source.name) ?? '', memoryLimit);
    }
    return readModelFrame(resolved, files, { memoryLimit, progress: this.#progress });
  }
}

/** A local file for each source of the model, with exactly the bytes that its pin names. */
async function sourceFiles(workspace: Workspace, resolved: ResolvedModel): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const source of resolved.sources.values()) {
    const pin = resolved.pins.get(source.name)?.digest ?? '';
    files.set(source.name, await sourceFile(workspace, source, pin));
  }
  return files;
}

function sourceFile(workspace: Workspace, source: Source, pin: string): Promise<string> {
  const { repository, cacheFolder, credentials } = workspace;
  if (!isRepositoryFile(source)) return fetchedSource(cacheFolder, source, pin, credentials);
  return checkoutBlob(repository.root, pin.replace(/^git:/, ''), source.uri, join(cacheFolder, 'data'));
}
