import { withApp } from './app-line.ts';

/** A first aval.yaml: valid by itself, with nothing that a person must fill in before it loads. */
export function projectFile(repository: string, app: string | undefined): string {
  const text = `apiVersion: aval/v1
kind: Project
name: ${JSON.stringify(projectName(repository))}
environments:                    # in the order of promotion; the last one holds the version that others are compared with
  - name: staging
    promote: onRelease           # the promotion pull request opens by itself
  - name: production
    promote: onCommand           # someone asks for it: /aval promote
    require:
      evidence: reproduced       # claimed < scored < reproduced
      approvals: {count: 1}
    rollback: {approvals: {count: 1}}
firstVersion: {rule: superior}   # nothing to compare with yet but the baseline that gates.yaml declares
statistics: {alpha: 0.05, minimumGroup: 30, holdoutBudget: 32}
compute: {runsOn: ubuntu-latest, timeLimit: 30m}
`;
  return app === undefined ? text : withApp(text, app);
}

/** A repository's name as names are written in definitions. */
function projectName(repository: string): string {
  const name = repository
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[_-]+/, '')
    .slice(0, 63)
    .replace(/[_-]+$/, '');
  return name === '' ? 'models' : name;
}
