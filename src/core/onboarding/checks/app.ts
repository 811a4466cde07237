import { appPermissions, excessivePermissions, lackingPermissions } from '../app-permissions.ts';
import { type Finding, missing, ok, warning } from '../finding.ts';
import type { Observed, ObservedApp } from '../observed.ts';

/** The App exists with the permissions that it needs, and works in this repository. */
export function checkApp({ app, repository }: Observed): Finding[] {
  if (app === undefined) return [];
  if (app.seen.kind === 'hidden')
    return [
      warning(
        'App',
        `${app.slug} can't be seen: ${app.seen.why}`,
        'See that the slug in aval.yaml is that of the App’s page; a private App is shown to its owner only.',
      ),
    ];
  return [permissionsOf(app.slug, app.seen.value), installed(app.slug, app.seen.value, repository.defaultBranch)];
}

function permissionsOf(slug: string, app: ObservedApp): Finding {
  const lacking = lackingPermissions(app.permissions);
  if (lacking.length > 0)
    return missing(
      'App',
      `${slug} lacks ${lacking.join(', ')}`,
      'Its owner adds them in its settings; then the request is accepted where it is installed.',
    );
  const excess = excessivePermissions(app.permissions);
  if (excess.length > 0)
    return warning(
      'App',
      `${slug} holds ${excess.join(', ')}: it could change what holds it`,
      `Take them away; aval needs ${Object.keys(appPermissions).length} permissions, and none of these.`,
    );
  return ok('App', `${slug}, App ${app.id}, has the permissions that it needs`);
}

/** Only the App itself is told where it is installed. But GitHub gives it a check suite on every push there, and that everyone sees. */
function installed(slug: string, app: ObservedApp, branch: string): Finding {
  if (app.hasSuite) return ok('installation', `${slug} works here: it has a check suite on ${branch}`);
  return warning(
    'installation',
    `nothing of ${slug} on ${branch} yet, so it can't be seen whether it is installed`,
    `Install it if it is not: ${app.page}/installations/new. The next push shows it.`,
  );
}
