import { readCommit, type Signature, writeCommit } from './commits.ts';
import { mergeTrees } from './merge.ts';

export interface Span {
  readonly before: string;
  readonly after: string;
}

/**
 * The tree of a commit with all taken out again that lies between `before` and `after`; undefined when later changes are in
 * its way. git 2.39 can't name a merge base, so two commits on top of `after` stand in: one as it is now, one as it was before.
 */
export async function withoutChange(
  gitDir: string,
  tip: string,
  { before, after }: Span,
  author: Signature,
): Promise<string | undefined> {
  const standIn = async (sha: string): Promise<string | undefined> => {
    const tree = (await readCommit(gitDir, sha))?.tree;
    if (tree === undefined) return undefined;
    return writeCommit(gitDir, { tree, parents: [after], author, committer: author, message: 'stands in' });
  };
  const [now, then] = [await standIn(tip), await standIn(before)];
  return now === undefined || then === undefined ? undefined : mergeTrees(gitDir, now, then);
}
