import { gitText, runGit } from './run-git.ts';

export const noSha = '0'.repeat(40);

export interface RefUpdate {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** `noSha` for a ref that is made or deleted. */
  readonly before: string;
  readonly after: string;
}

/** The branches and tags, by their full names. */
export async function listRefs(gitDir: string, ...prefixes: readonly string[]): Promise<Map<string, string>> {
  const wanted = prefixes.length > 0 ? prefixes : ['refs/heads', 'refs/tags'];
  const text = await gitText(gitDir, ['for-each-ref', '--format=%(objectname) %(refname)', ...wanted]);
  const lines = text === '' ? [] : text.split('\n');
  return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]));
}

export async function readRef(gitDir: string, ref: string): Promise<string | undefined> {
  const { code, output } = await runGit(gitDir, ['show-ref', '--verify', '--hash', '--', ref], { accept: [1, 128] });
  return code === 0 ? output.toString('latin1').trim() : undefined;
}

export async function isValidRef(gitDir: string, ref: string): Promise<boolean> {
  return (await runGit(gitDir, ['check-ref-format', ref], { accept: [1] })).code === 0;
}

/** False when the ref was not at `before` any more. */
export async function writeRef(gitDir: string, update: RefUpdate): Promise<boolean> {
  const change =
    update.after === noSha
      ? ['update-ref', '-d', update.ref, update.before]
      : ['update-ref', update.ref, update.after, update.before];
  return (await runGit(gitDir, change, { accept: [1, 128] })).code === 0;
}

/** Whether `newer` holds all of `older`. */
export async function isAncestor(gitDir: string, older: string, newer: string): Promise<boolean> {
  return (await runGit(gitDir, ['merge-base', '--is-ancestor', older, newer], { accept: [1, 128] })).code === 0;
}

export function refChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): RefUpdate[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref) ?? noSha, after: after.get(ref) ?? noSha }))
    .filter((update) => update.before !== update.after);
}
