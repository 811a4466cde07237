import type { Tree } from '../definitions/definitions.ts';

/** The base of a repository without commits: every model is new. */
export const emptyTree: Tree = {
  id: '4b825dc642cb6eb9a060e54bf8d69288fbee4904', // git's own name for it
  list: async () => [],
  read: async () => new Map(),
};
