import type { Octokit } from '@octokit/rest';
import type { Digest } from '../core/digest.ts';
import { AvalError } from '../core/errors.ts';
import { assetName } from '../core/registry/asset-name.ts';
import type { Package, PackageSource } from '../core/registry/package.ts';
import { parseManifest } from '../core/registry/package-manifest.ts';
import { verifyPackage } from '../core/registry/package-verify.ts';
import { releases } from '../core/registry/plan-release.ts';
import type { RegistryState } from '../core/registry/state.ts';
import { reasonOf, statusOf } from './request-error.ts';

/** What of a client reading releases needs: the actions' own has it, and the App's. */
type ReadingClient = Pick<Octokit, 'paginate' | 'rest'>;

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Packages of published releases, read with a token that may only read. Which release holds a package is told by the annotated tags in
 * `state`, and a package counts only when every byte verifies: the assets themselves are a stranger's.
 */
export class ReleaseSource implements PackageSource {
  readonly #client: ReadingClient;
  readonly #repository: RepositoryName;
  readonly #state: RegistryState;
  readonly #assets = new Map<string, Promise<ReadonlyMap<string, number> | undefined>>();

  constructor(client: ReadingClient, repository: RepositoryName, state: RegistryState) {
    this.#client = client;
    this.#repository = repository;
    this.#state = state;
  }

  async get(digest: Digest): Promise<Package | undefined> {
    const assets = await this.#assetsOf(digest);
    const manifestId = assets?.get('manifest.json');
    if (assets === undefined || manifestId === undefined) return undefined;
    const manifest = await this.#download(manifestId);
    const files = new Map<string, Uint8Array>();
    for (const { path } of parseManifest(manifest).files) {
      const id = assets.get(assetName(path));
      if (id !== undefined) files.set(path, await this.#download(id));
    }
    const item = verifyPackage(manifest, files);
    if (item.digest === digest) return item;
    const message = `the release of ${digest} holds the package ${item.digest}`;
    throw new AvalError('evidence', {
      rule: 'release.digest',
      message,
      hint: 'Its assets were exchanged. Recall that version.',
    });
  }

  async find(definition: Digest): Promise<Digest | undefined> {
    for (const model of this.#state.models.values()) {
      const found = releases(model).find(({ record }) => record.definition === definition);
      if (found !== undefined) return found.record.package;
    }
    return undefined;
  }

  async attachment(subject: Digest, fileName: string): Promise<Uint8Array | undefined> {
    const id = (await this.#assetsOf(subject))?.get(fileName);
    return id === undefined ? undefined : this.#download(id);
  }

  /** Asset ids by name of the first release with this package, by the tags; undefined when there is no such release. */
  async #assetsOf(digest: Digest): Promise<ReadonlyMap<string, number> | undefined> {
    const tag = [...this.#state.models.values()].flatMap(releases).findLast(({ record }) => record.package === digest)
      ?.tag.name;
    if (tag === undefined) return undefined;
    const known = this.#assets.get(tag) ?? this.#list(tag);
    this.#assets.set(tag, known);
    return known;
  }

  async #list(tag: string): Promise<ReadonlyMap<string, number> | undefined> {
    const { rest, paginate } = this.#client;
    try {
      const { data } = await rest.repos.getReleaseByTag({ ...this.#repository, tag });
      const assets = await paginate(rest.repos.listReleaseAssets, {
        ...this.#repository,
        release_id: data.id,
        per_page: 100,
      });
      return new Map(assets.map(({ name, id }) => [name, id]));
    } catch (cause) {
      if (statusOf(cause) === 404) return undefined;
      throw new AvalError(
        'platform',
        { rule: 'github.releases', message: `GitHub did not give the release ${tag}: ${reasonOf(cause)}` },
        { cause },
      );
    }
  }

  async #download(id: number): Promise<Uint8Array> {
    try {
      const answer = await this.#client.rest.repos.getReleaseAsset({
        ...this.#repository,
        asset_id: id,
        headers: { accept: 'application/octet-stream' },
      });
      return new Uint8Array(answer.data as unknown as ArrayBuffer); // with this media type the bytes are the answer
    } catch (cause) {
      throw new AvalError(
        'platform',
        { rule: 'github.asset', message: `GitHub did not give a release asset: ${reasonOf(cause)}` },
        { cause },
      );
    }
  }
}
