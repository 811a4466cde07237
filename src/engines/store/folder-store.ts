import { readFile } from 'node:fs/promises';
import { type Digest, digestPattern, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { Package, PackageStore } from '../../core/registry/package.ts';
import { manifestBytes } from '../../core/registry/package-manifest.ts';
import { verifyPackage } from '../../core/registry/package-verify.ts';
import { createFile, replaceFile } from '../atomic-write.ts';
import { absent } from './absent.ts';
import { placePackage, readPackage } from './package-folder.ts';
import { StoreLayout } from './store-layout.ts';

/** `first` (default): what is published and attached stands, as in releases. `newest`: it is replaced, as in the cache of unpublished work. */
export interface FolderStoreOptions {
  readonly keep?: 'first' | 'newest';
}

/**
 * Packages in a folder: `packages/sha256/<hex>/`, `definitions/<hex>` (names the package that stands), `attachments/<hex>/<name>`.
 * A package is published by the one file in `definitions/`, made last and whole: what a killed process leaves is never picked up.
 */
export class FolderStore implements PackageStore {
  readonly #layout: StoreLayout;
  readonly #keep: 'first' | 'newest';

  constructor(root: string, options: FolderStoreOptions = {}) {
    this.#layout = new StoreLayout(root);
    this.#keep = options.keep ?? 'first';
  }

  async publish(item: Package): Promise<void> {
    const verified = verifyPackage(manifestBytes(item.manifest), item.files);
    const definition = parseDigest(verified.manifest.definition, 'manifest.json: definition');
    if (this.#keep === 'first') refuseOther(await this.find(definition), verified.digest, definition);
    await placePackage(verified, this.#layout.packageFolder(verified.digest), this.#layout.temporary);
    if (await this.#write(this.#layout.definitionFile(definition), `${verified.digest}\n`)) return;
    refuseOther(await this.find(definition), verified.digest, definition);
  }

  async get(digest: Digest): Promise<Package | undefined> {
    const folder = this.#layout.packageFolder(digest);
    const item = await readPackage(folder);
    if (!item) return undefined;
    if ((await this.find(parseDigest(item.manifest.definition, folder))) !== digest) return undefined;
    if (item.digest === digest) return item;
    throw unverified('store.digest', `${folder}: its manifest has the digest ${item.digest}`);
  }

  async find(definition: Digest): Promise<Digest | undefined> {
    const file = this.#layout.definitionFile(definition);
    const text = await readFile(file, 'utf8').catch(absent);
    if (text === undefined) return undefined;
    const digest = text.trimEnd();
    if (digestPattern.test(digest)) return parseDigest(digest, file);
    throw unverified('store.definition', `${file}: it does not name a package`);
  }

  async attach(subject: Digest, fileName: string, bytes: Uint8Array): Promise<void> {
    const file = this.#layout.attachmentFile(subject, fileName);
    if (await this.#write(file, bytes)) return;
    if ((await readFile(file)).equals(bytes)) return;
    const message = `${subject} has another ${fileName} already`;
    throw new AvalError('conflict', { rule: 'store.attachment', message, hint: 'An attachment is never replaced.' });
  }

  async attachment(subject: Digest, fileName: string): Promise<Uint8Array | undefined> {
    return readFile(this.#layout.attachmentFile(subject, fileName)).catch(absent);
  }

  /** False when the first is kept and there is one. */
  async #write(file: string, bytes: Uint8Array | string): Promise<boolean> {
    const options = { temporaryFolder: this.#layout.temporary };
    if (this.#keep === 'first') return createFile(file, bytes, options);
    await replaceFile(file, bytes, options);
    return true;
  }
}

function refuseOther(standing: Digest | undefined, digest: Digest, definition: Digest): void {
  if (standing === undefined || standing === digest) return;
  throw new AvalError('conflict', {
    rule: 'store.published',
    message: `${standing} is published for the definition ${definition}, so ${digest} can't be`,
    hint: 'Use the package that stands, or change the definition.',
  });
}

function unverified(rule: string, message: string): AvalError {
  return new AvalError('evidence', { rule, message });
}
