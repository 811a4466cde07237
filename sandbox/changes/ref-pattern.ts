import type { Repository } from '../state/repository.ts';
import type { Ruleset } from '../state/ruleset.ts';

/** As GitHub matches refs: fnmatch, where `*` stops at a slash and `**` followed by a slash goes through folders. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.length > 1 ? part.replace('[!', '[^') : `\\${part}`;
  });
  return new RegExp(`^${source}$`).test(name);
}

/** Whether a ruleset speaks about a ref. */
export function coversRef(ruleset: Ruleset, repository: Repository, ref: string): boolean {
  const target = ref.startsWith('refs/heads/') ? 'branch' : ref.startsWith('refs/tags/') ? 'tag' : undefined;
  if (ruleset.enforcement !== 'active' || ruleset.target !== target) return false;
  const named = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${repository.defaultBranch}`;
    return matchesPattern(pattern, ref);
  };
  return ruleset.include.some(named) && !ruleset.exclude.some(named);
}
