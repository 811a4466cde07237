import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AvalError } from '../core/errors.ts';

/** Folder of the installed package, from source or from the build: where the template and the schemas lie. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'model-repo-template'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new AvalError('invariant', {
        rule: 'cli.package',
        message: 'the template is missing from the installed package',
        hint: 'Install aval again.',
      });
    }
    folder = parent;
  }
  return folder;
}
