import type { Tree } from '../../core/definitions/definitions.ts';
import { AvalError } from '../../core/errors.ts';
import { checkoutFiles } from './checkout-files.ts';
import { parseSha } from './ref.ts';
import { runGit } from './run-git.ts';

/**
 * A local file with the bytes of one blob, whatever tree it is from: the work tree's own file at `path` when it has them, else a
 * file in `folder`. Throws `config` when the repository doesn't hold the blob.
 */
export async function checkoutBlob(root: string, blob: string, path: string, folder: string): Promise<string> {
  const id = parseSha(blob);
  const { code, output } = await runGit(root, ['cat-file', '-s', id], { accept: [128] });
  if (code !== 0) throw missing(path, id);
  const entry = { path, mode: '100644', id, size: Number(output.toString('latin1')) };
  const only: Tree = { id, list: async () => [entry], read: async () => new Map() };
  const file = (await checkoutFiles(root, only, [path], folder)).get(path);
  if (file === undefined) throw missing(path, id);
  return file;
}

function missing(path: string, id: string): AvalError {
  return new AvalError('config', {
    rule: 'git.noBlob',
    message: `this repository does not hold ${path} as it was at ${id.slice(0, 12)}`,
    hint: 'A shallow clone lacks old files: run "git fetch --unshallow".',
  });
}
