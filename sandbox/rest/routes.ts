import { actionRoutes } from './actions.ts';
import { appRoutes } from './apps.ts';
import type { Routes } from './call.ts';
import { checkRoutes } from './checks.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { deploymentRoutes } from './deployments.ts';
import { dispatchRoutes } from './dispatches.ts';
import { environmentRoutes } from './environments.ts';
import { gitObjectRoutes } from './git-objects.ts';
import { gitRefRoutes } from './git-refs.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { pullRoutes } from './pulls.ts';
import { releaseAssetRoutes } from './release-assets.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repositories.ts';
import { reviewRoutes } from './reviews.ts';
import { rulesetRoutes } from './rulesets.ts';
import { statusRoutes } from './statuses.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

/** Every operation that the sandbox has. A new one gets an entry in its resource's file. */
export const routes: Routes = {
  ...appRoutes,
  ...userRoutes,
  ...teamRoutes,
  ...repositoryRoutes,
  ...contentRoutes,
  ...gitRefRoutes,
  ...gitObjectRoutes,
  ...commitRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...checkRoutes,
  ...statusRoutes,
  ...releaseRoutes,
  ...releaseAssetRoutes,
  ...deploymentRoutes,
  ...environmentRoutes,
  ...rulesetRoutes,
  ...dispatchRoutes,
  ...actionRoutes,
};
