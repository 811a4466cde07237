import { join } from 'node:path';
import { createFile } from '../atomic-write.ts';

/** The folder where a repository keeps what can be made again, and its local packages and ledger. It hides itself from git. */
export async function cacheFolderOf(root: string): Promise<string> {
  const folder = join(root, '.aval');
  await createFile(join(folder, '.gitignore'), '*\n');
  return folder;
}
