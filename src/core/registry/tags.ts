import { findVersion, formatVersion, type SemanticVersion } from './versions.ts';

/** What a tag of the GTO grammar says about one artifact. `counter` orders the counted events of an artifact. */
export type TagEvent = { readonly artifact: Artifact; readonly counter?: number } & (
  | { readonly event: 'register' | 'deregister'; readonly version: SemanticVersion }
  | { readonly event: 'assign' | 'unassign'; readonly stage: string }
  | { readonly event: 'deprecate' | 'create' }
);

/** `folder` is empty for our own models; GTO writes it `folder=name` in tags and `folder:name` to people. */
export interface Artifact {
  readonly folder: string;
  readonly name: string;
}

const name = '[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?';
const pattern = new RegExp(
  `^(?:([A-Za-z0-9/_.-]+)=)?(${name})(?:@(deprecated|created)|@v([0-9A-Za-z.+-]+)(!)?|#(${name})(!)?)(?:#([0-9]{1,15}))?$`,
);

/**
 * Reads a tag in the grammar of GTO (`model@v1.2.3`, `model#prod#4`, `dir=model@v1.2.3!`, …), or gives undefined.
 * Stricter than GTO in two ways: a folder has no empty, "." or ".." part, and a name has no empty part.
 */
export function parseTag(tag: string): TagEvent | undefined {
  const match = tag.length > 400 ? null : pattern.exec(tag);
  if (match === null) return undefined;
  const [, folder = '', artifactName = '', word, version, withdrawn, stage, left, counter] = match;
  const parts = [...(folder === '' ? [] : folder.split('/')), ...artifactName.split('/')];
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined;
  const common = {
    artifact: { folder, name: artifactName },
    ...(counter === undefined ? {} : { counter: Number(counter) }),
  };
  if (word !== undefined) return { ...common, event: word === 'created' ? 'create' : 'deprecate' };
  if (stage !== undefined) return { ...common, event: left === undefined ? 'assign' : 'unassign', stage };
  const parsed = findVersion(version ?? '');
  if (parsed === undefined) return undefined;
  return { ...common, event: withdrawn === undefined ? 'register' : 'deregister', version: parsed };
}

/** The tag of a version of one of our models: `credit-risk@v1.4.0`. */
export function versionTag(model: string, version: SemanticVersion): string {
  return `${model}@v${formatVersion(version)}`;
}
