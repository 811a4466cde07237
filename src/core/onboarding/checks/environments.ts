import { type Finding, missing, ok, warning } from '../finding.ts';
import type { EnvironmentBranches, Observed } from '../observed.ts';

/** Sources behind `access: environment` are safe only where the default branch alone gets at the environment's secrets. */
export function checkEnvironments({ definitions, environments, repository }: Observed): Finding[] {
  const sources = [...(definitions?.definitions?.sources.values() ?? [])].filter(
    ({ access }) => access === 'environment',
  );
  if (sources.length === 0) return [];
  const settings = `${repository.page}/settings/environments`;
  if (environments.size === 0) {
    const names = sources.map(({ name }) => name).join(', ');
    return [
      missing(
        'environments',
        `no workflow runs in an environment, and ${names} can be read in one only`,
        `Uncomment "environment: aval-data" and "credentials" in .github/workflows/aval-holdout.yaml, and make that environment: ${settings}.`,
      ),
    ];
  }
  return [...environments].map(([name, branches]) =>
    environmentFinding(name, branches, repository.defaultBranch, settings),
  );
}

function environmentFinding(
  name: string,
  branches: EnvironmentBranches | undefined,
  branch: string,
  settings: string,
): Finding {
  const todo = `Let only the branch ${branch} deploy to it: ${settings}.`;
  if (branches === undefined)
    return missing(
      'environments',
      `there is no environment "${name}"`,
      `Make it, with a secret AVAL_CREDENTIALS: lines of "host: value of the Authorization header". ${todo}`,
    );
  switch (branches.kind) {
    case 'all':
      return missing('environments', `any branch gets at "${name}"`, todo);
    case 'protected':
      return warning('environments', `every protected branch gets at "${name}"`, todo);
    case 'named': {
      const others = branches.patterns.filter(({ type, name: pattern }) => type !== 'branch' || pattern !== branch);
      if (others.length > 0)
        return missing('environments', `${others.map((one) => one.name).join(', ')} may get at "${name}", too`, todo);
      if (branches.patterns.length === 0) return missing('environments', `no branch may get at "${name}"`, todo);
      return ok('environments', `"${name}" is for ${branch} only`);
    }
  }
}
