import { loadDefinitions } from '../../../../src/core/definitions/load.ts';
import type { Fault } from '../../../../src/core/errors.ts';
import { repository, treeOf } from './repository.ts';

/** One place of the sound repository made bad, and the one rule that must say so. */
export interface BadCase {
  readonly rule: string;
  readonly file: string;
  /** Text that is replaced, or nothing: then `becomes` is the whole file. */
  readonly replace?: string;
  /** Undefined: the file is deleted. */
  readonly becomes: string | Uint8Array | undefined;
  /** Shown instead of `becomes` where that can't be printed. */
  readonly shown?: string;
  readonly mode?: string;
}

/** All faults that the loader finds in the repository with this one change. */
export async function faultsOf({ file, replace, becomes, mode }: BadCase): Promise<readonly Fault[]> {
  const { [file]: before = '', ...others } = repository;
  const after = typeof becomes === 'string' && replace !== undefined ? before.replace(replace, () => becomes) : becomes;
  if (after === before) throw new Error(`the case does not change ${file}: ${replace}`);
  const files = after === undefined ? others : { ...others, [file]: after };
  const { faults } = await loadDefinitions(treeOf(files, mode === undefined ? {} : { [file]: mode }));
  return faults;
}
