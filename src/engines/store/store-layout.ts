import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';

const attachmentName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const hexOf = (digest: Digest) => digest.slice('sha256:'.length);

/** Where a folder store keeps what. */
export class StoreLayout {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Half-written things, on the same file system as all others. */
  get temporary(): string {
    return join(this.#root, 'temporary');
  }

  packageFolder(digest: Digest): string {
    return join(this.#root, 'packages', 'sha256', hexOf(digest));
  }

  /** Names the package that stands for a definition. */
  definitionFile(definition: Digest): string {
    return join(this.#root, 'definitions', hexOf(definition));
  }

  /** Throws `usage` for a name that could leave the folder. */
  attachmentFile(subject: Digest, fileName: string): string {
    if (attachmentName.test(fileName)) return join(this.#root, 'attachments', hexOf(subject), fileName);
    throw new AvalError('usage', {
      rule: 'store.name',
      message: `${JSON.stringify(fileName)} can't name an attachment`,
    });
  }
}
