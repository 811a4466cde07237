import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import { syncFolder } from '../durable-file.ts';
import { absent } from '../store/absent.ts';
import type { PredictionPlace } from './prediction-place.ts';

/** Predictions in a folder of this machine. */
export class FolderPlace implements PredictionPlace {
  readonly name: string;
  readonly #folder: string;

  /** `name` is what people call it, where that is another: it may be a copy. */
  constructor(folder: string, name = folder) {
    this.name = name;
    this.#folder = folder;
  }

  async put(path: string, file: string): Promise<void> {
    const target = join(this.#folder, path);
    await mkdir(dirname(target), { recursive: true });
    await moveWhole(file, target);
    // The folders may be new too: the file counts as kept only when its whole path is on the disk.
    for (let folder = dirname(target); ; folder = dirname(folder)) {
      await syncFolder(folder);
      if (relative(this.#folder, folder) === '') return;
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    const entries = await readdir(join(this.#folder, folder), { recursive: true, withFileTypes: true })
      .catch(absent)
      .catch((cause: unknown) => this.#unreadable(cause));
    const files = (entries ?? []).filter((entry) => entry.isFile());
    return files.map((entry) => this.#pathOf(join(entry.parentPath, entry.name))).sort();
  }

  async isEmpty(): Promise<boolean> {
    const names = await readdir(this.#folder)
      .catch(absent)
      .catch((cause: unknown) => this.#unreadable(cause));
    return (names ?? []).length === 0;
  }

  async local(path: string): Promise<string> {
    return join(this.#folder, path);
  }

  #unreadable(cause: unknown): never {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `predictions in ${this.name} can't be read: ${why}`;
    throw new AvalError('platform', { rule: 'predictions.folder', message }, { cause });
  }

  #pathOf(file: string): string {
    return relative(this.#folder, file).split(sep).join('/');
  }
}

/** Renames; from another file system it copies first, under a name that no reader of Parquet files takes. */
async function moveWhole(file: string, target: string): Promise<void> {
  try {
    await rename(file, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    const temporary = `${target}.part`;
    await copyFile(file, temporary);
    const copied = await open(temporary, 'r+');
    await copied.sync().finally(() => copied.close());
    await rename(temporary, target);
    await rm(file, { force: true });
  }
}
