import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { syncFolder } from '../durable-file.ts';
import { absent } from '../store/absent.ts';
import type { PredictionPlace } from './prediction-place.ts';

/** Predictions in a folder of this machine. */
export class FolderPlace implements PredictionPlace {
  readonly name: string;

  constructor(folder: string) {
    this.name = folder;
  }

  async put(path: string, file: string): Promise<void> {
    const target = join(this.name, path);
    await mkdir(dirname(target), { recursive: true });
    await moveWhole(file, target);
    // The folders may be new too: the file counts as kept only when its whole path is on the disk.
    for (let folder = dirname(target); ; folder = dirname(folder)) {
      await syncFolder(folder);
      if (relative(this.name, folder) === '') return;
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    const entries = await readdir(join(this.name, folder), { recursive: true, withFileTypes: true }).catch(absent);
    const files = (entries ?? []).filter((entry) => entry.isFile());
    return files.map((entry) => this.#pathOf(join(entry.parentPath, entry.name))).sort();
  }

  #pathOf(file: string): string {
    return relative(this.name, file).split(sep).join('/');
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
