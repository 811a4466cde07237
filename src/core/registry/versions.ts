import { AvalError } from '../errors.ts';

/** Semantic version 2.0.0 (semver.org). Numbers stay below 2^53. */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `rc.2` is ["rc", "2"]; empty for a release. */
  readonly prerelease: readonly string[];
  /** What follows "+"; it never decides an order. */
  readonly build: string;
}

export type Bump = 'major' | 'minor' | 'patch';

const number = '(0|[1-9][0-9]*)';
const identifier = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
const pattern = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?$`,
);

/** A version without "v", or undefined when the text is none: no leading zeros, at most 200 characters. */
export function findVersion(text: string): SemanticVersion | undefined {
  // A trailing line break would pass `$` in other dialects; in JavaScript `$` without the flag "m" is the very end.
  const match = text.length > 200 ? null : pattern.exec(text);
  if (match === null) return undefined;
  const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (![major, minor, patch].every(Number.isSafeInteger)) return undefined;
  return { major, minor, patch, prerelease: match[4]?.split('.') ?? [], build: match[5] ?? '' };
}

/** As `findVersion`. Throws `usage` for what is no version. */
export function parseVersion(text: string): SemanticVersion {
  const version = findVersion(text);
  if (version !== undefined) return version;
  throw new AvalError('usage', {
    rule: 'version.form',
    message: `${JSON.stringify(text.slice(0, 80))} is not a version`,
    hint: 'Expected a semantic version without "v", like 1.4.0.',
  });
}

export function formatVersion({ major, minor, patch, prerelease, build }: SemanticVersion): string {
  const suffix = prerelease.length > 0 ? `-${prerelease.join('.')}` : '';
  return `${major}.${minor}.${patch}${suffix}${build === '' ? '' : `+${build}`}`;
}

/** Order of precedence, semver.org §11: negative when `a` comes first. Build metadata is left out. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0) return core;
  // A release follows its own release candidates.
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length;
  for (const [index, left] of a.prerelease.entries()) {
    const right = b.prerelease[index];
    if (right === undefined) return 1;
    const order = compareIdentifiers(left, right);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

/** Numbers by value (of any length), before words; words by code unit. */
function compareIdentifiers(a: string, b: string): number {
  const [numericA, numericB] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (numericA !== numericB) return numericA ? -1 : 1;
  if (numericA && a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The next release of that size. A release candidate's own release counts as its next patch, minor or major where it fits. */
export function bumpVersion(version: SemanticVersion, bump: Bump): SemanticVersion {
  const { major, minor, patch, prerelease } = version;
  const candidate = prerelease.length > 0;
  const release = (x: number, y: number, z: number) => ({ major: x, minor: y, patch: z, prerelease: [], build: '' });
  if (bump === 'patch') return release(major, minor, candidate ? patch : patch + 1);
  if (bump === 'minor') return release(major, candidate && patch === 0 ? minor : minor + 1, 0);
  return release(candidate && minor === 0 && patch === 0 ? major : major + 1, 0, 0);
}
