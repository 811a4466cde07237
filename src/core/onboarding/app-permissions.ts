type Access = 'read' | 'write';

/** What the App asks for, and why. It holds neither `administration` nor `workflows`: it can't change its own rules. */
export const appPermissions = {
  metadata: 'read',
  contents: 'write', // tags, releases, the ledger, branches of its pull requests
  pull_requests: 'write', // promotions and retraining; the comment
  issues: 'write', // the dashboard; comments on pull requests are issue comments
  checks: 'write', // the gate
  statuses: 'write', // GitHub asks for it before a ruleset can pin a check to the App
  deployments: 'write', // one for each promotion that was merged
  actions: 'read', // runs and their artifacts
  members: 'read', // whether who approved is of a team that a policy names
} as const satisfies Readonly<Record<string, Access>>;

/** With these the App could undo what holds it, or run anything. */
const dangerous = ['administration', 'workflows', 'secrets', 'environments'] as const;

const rank = (access: string | undefined): number => ['read', 'write', 'admin'].indexOf(access ?? 'none');

/** Permissions that the App lacks, as `checks: write`. */
export function lackingPermissions(granted: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(appPermissions)
    .filter(([name, access]) => name !== 'metadata' && rank(granted[name]) < rank(access))
    .map(([name, access]) => `${name}: ${access}`);
}

/** Permissions that the App must not have. */
export function excessivePermissions(granted: Readonly<Record<string, string>>): readonly string[] {
  return dangerous.filter((name) => rank(granted[name]) >= rank('write')).map((name) => `${name}: ${granted[name]}`);
}
