import type { Digest } from '../digest.ts';
import type { Manifest } from './package.ts';
import { type Bump, bumpVersion, type SemanticVersion } from './versions.ts';

type Signature = Manifest['signature'];

/** What a version number is computed from. `recipe` is `recipeDigest`: everything of the definition but the data. */
export interface VersionFacts {
  readonly signature: Signature;
  readonly recipe: Digest;
}

export interface NextVersion {
  readonly version: SemanticVersion;
  readonly size: 'first' | Bump;
  /** One sentence, for the release. */
  readonly sentence: string;
}

/**
 * The next version of a model. Major: a caller must change; minor: the definition changed; patch: only data changed.
 * A first version is 1.0.0. `greatest` is the greatest version that any tag names, `previous` the facts of the greatest that
 * aval released: where only another tool tagged, nothing is known of it, and the next is major.
 */
export function nextVersion(
  greatest: SemanticVersion | undefined,
  previous: VersionFacts | undefined,
  next: VersionFacts,
): NextVersion {
  if (greatest === undefined) {
    const version = { major: 1, minor: 0, patch: 0, prerelease: [], build: '' };
    return { version, size: 'first', sentence: 'The first version.' };
  }
  const bumped = (size: Bump, sentence: string) => ({ version: bumpVersion(greatest, size), size, sentence });
  if (previous === undefined) return bumped('major', 'The first version with a record of what it is made of.');
  const breaks = incompatibilities(previous.signature, next.signature);
  if (breaks.length > 0) return bumped('major', `Callers must change: ${breaks.join(', ')}.`);
  if (previous.recipe !== next.recipe) return bumped('minor', 'The definition changed; callers need not.');
  return bumped('patch', 'Only the data changed.');
}

/**
 * What a caller of the old version would trip over. Inputs must be the same names and types, because servers refuse
 * both missing and unknown ones; outputs may be added. Order is free: inputs are sent by name.
 */
function incompatibilities(before: Signature, after: Signature): readonly string[] {
  const inputs = { before: typesOf(before.inputs), after: typesOf(after.inputs) };
  const outputs = { before: typesOf(before.outputs), after: typesOf(after.outputs) };
  const added = [...inputs.after.keys()].filter((name) => !inputs.before.has(name));
  return [
    ...added.map((name) => `new input "${name}"`),
    ...lost(inputs.before, inputs.after, 'input'),
    ...lost(outputs.before, outputs.after, 'output'),
  ];
}

type Types = ReadonlyMap<string, string>;

function typesOf(fields: Signature['inputs']): Types {
  return new Map(fields.map(({ name, type }) => [name, type]));
}

function lost(before: Types, after: Types, what: 'input' | 'output'): string[] {
  return [...before].flatMap(([name, type]) => {
    const now = after.get(name);
    if (now === undefined) return [`${what} "${name}" is gone`];
    return now === type ? [] : [`${what} "${name}" is a ${now}, no longer a ${type}`];
  });
}
