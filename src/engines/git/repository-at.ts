import { currentBranchOf, defaultBaseOf, findCommit, mainBranchOf, resolveCommit } from './branches.ts';
import { checkoutFiles } from './checkout-files.ts';
import { fileHistoryOf } from './file-history.ts';
import { gitTree } from './git-tree.ts';
import { mergedTree } from './merged-tree.ts';
import { pathChanges, pathsOfLate } from './path-changes.ts';
import { parseRef } from './ref.ts';
import type { Repository } from './repository.ts';
import { gitText } from './run-git.ts';
import { annotatedTags, writeAnnotatedTag } from './tags.ts';
import { workTreeOf } from './work-tree.ts';

/** The repository whose work tree is `root`; `openRepository` has checked that there is one. */
export function repositoryAt(root: string): Repository {
  return {
    root,
    headCommit: () => findCommit(root, parseRef('HEAD')),
    resolveCommit: (ref) => resolveCommit(root, ref),
    async treeAt(ref) {
      const commit = await resolveCommit(root, ref);
      const id = await gitText(root, ['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`]);
      return { ...gitTree(root, id), commit };
    },
    mergedTree: (base, head) => mergedTree(root, base, head),
    timeOf: async (commit) =>
      Number(await gitText(root, ['show', '--no-patch', '--format=%ct', '--end-of-options', commit])),
    workTree: () => workTreeOf(root),
    defaultBase: (requested) => defaultBaseOf(root, requested),
    listTags: () => annotatedTags(root),
    createAnnotatedTag: (name, commit, message) => writeAnnotatedTag(root, name, commit, message),
    fileHistory: (path, ref = 'HEAD') => fileHistoryOf(root, path, parseRef(ref)),
    changesOf: (paths, from, most) => pathChanges(root, paths, from, most),
    pathsOfLate: (from, most) => pathsOfLate(root, from, most),
    mainBranch: () => mainBranchOf(root),
    isShallow: async () => (await gitText(root, ['rev-parse', '--is-shallow-repository'])) === 'true',
    checkoutFilesTo: (tree, paths, folder) => checkoutFiles(root, tree, paths, folder),
    currentBranch: () => currentBranchOf(root),
    isClean: async (path = '.') => (await gitText(root, ['status', '--porcelain', '-z', '--', path])) === '',
  };
}
