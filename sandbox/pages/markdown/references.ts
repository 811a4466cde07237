import type { BuildUrlValues } from 'remark-github';
import { isPull } from '../../state/issue.ts';
import { pathTo, pathToUser } from '../addresses.ts';
import type { Place } from './place.ts';

/** Where `@mei`, `#42` and a sha lead; false where nobody and nothing has that name, as on GitHub. */
export function references({ hub, repository }: Place, commits: ReadonlySet<string>) {
  return (named: BuildUrlValues): string | false => {
    if (named.type === 'mention') {
      const user = hub.world.user(named.user);
      return user === undefined ? false : pathToUser(user);
    }
    const meant = hub.world.repository(`${named.user}/${named.project}`);
    if (meant === undefined || (meant.private && meant !== repository)) return false;
    if (named.type === 'issue') {
      const issue = meant.issues.get(Number(named.no));
      return issue === undefined ? false : pathTo(meant, isPull(issue) ? 'pull' : 'issues', issue.number);
    }
    if (named.type === 'compare' || meant !== repository || !commits.has(named.hash)) return false;
    return pathTo(meant, 'commit', named.hash);
  };
}
