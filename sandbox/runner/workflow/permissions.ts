import { RunnerError } from '../runner-error.ts';
import { literal, pairs, type TemplateToken } from './template.ts';

export type Access = 'read' | 'write' | 'none';
export type Permissions = Readonly<Record<string, Access>>;

const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
];

/** What a job gets where neither it nor its workflow says anything: GitHub's default for new repositories. */
const RESTRICTED: Permissions = { contents: 'read', packages: 'read', metadata: 'read' };

/** Reads a `permissions` key; scopes that it does not name are `none`, and `metadata` can always be read. */
export function readPermissions(token: TemplateToken | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  const all = literal(token);
  if (all === 'read-all' || all === 'write-all') {
    const access: Access = all === 'read-all' ? 'read' : 'write';
    return { ...Object.fromEntries(SCOPES.map((scope) => [scope, access])), metadata: 'read' };
  }
  const granted: Record<string, Access> = { metadata: 'read' };
  for (const { key, value } of pairs(token)) {
    const access = literal(value);
    if (access !== 'read' && access !== 'write' && access !== 'none') {
      throw new RunnerError(`permissions.${literal(key)}: expected read, write or none, found ${access}`);
    }
    granted[literal(key) ?? ''] = access;
  }
  return granted;
}

/** A job's own permissions replace its workflow's; a fork's pull request reads at most. */
export function effectivePermissions(
  workflow: Permissions | undefined,
  job: Permissions | undefined,
  readOnly: boolean,
): Permissions {
  const granted = job ?? workflow ?? RESTRICTED;
  if (!readOnly) return granted;
  return Object.fromEntries(
    Object.entries(granted).map(([scope, access]) => [
      scope,
      scope === 'id-token' ? 'none' : access === 'write' ? 'read' : access,
    ]),
  );
}
