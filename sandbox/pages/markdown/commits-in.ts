import { gitText } from '../../git/run-git.ts';

/** The commits that a text names, abbreviated or not: not every number of seven digits is one. */
export async function commitsIn(gitDir: string, text: string): Promise<ReadonlySet<string>> {
  const named = [...new Set(text.match(/\b[a-f\d]{7,40}\b/gi))];
  if (named.length === 0) return new Set();
  const input = named.map((name) => `${name}^{commit}\n`).join('');
  const found = (await gitText(gitDir, ['cat-file', '--batch-check'], { input })).split('\n');
  return new Set(named.filter((_, index) => /^[a-f\d]{40} commit /.test(found[index] ?? '')));
}
