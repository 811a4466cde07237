import type { Repository } from '../state/repository.ts';
import { matchesPattern } from './ref-pattern.ts';
import { rulesOn } from './rules.ts';

/** Whether an environment's branch policy lets a ref (`refs/heads/...`) deploy. An environment that is not there has none. */
export function mayDeploy(repository: Repository, environment: string, ref: string): boolean {
  const found = repository.environments.get(environment);
  if (found === undefined || found.branches === 'all') return true;
  if (found.branches === 'protected')
    return ref.startsWith('refs/heads/') && rulesOn(repository, ref, { kind: 'anonymous' }, 'push').length > 0;
  return found.policies.some(({ type, name }) => {
    const prefix = type === 'tag' ? 'refs/tags/' : 'refs/heads/';
    return ref.startsWith(prefix) && matchesPattern(name, ref.slice(prefix.length));
  });
}
