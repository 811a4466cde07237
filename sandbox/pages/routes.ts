import { artifactPage } from './actions/artifact.ts';
import { checkRunPage } from './actions/check-run.ts';
import { jobPage } from './actions/job.ts';
import { runPage } from './actions/run.ts';
import { runsPage } from './actions/runs.ts';
import { blobPage } from './code/blob.ts';
import { commitPage } from './code/commit.ts';
import { comparePage } from './code/compare.ts';
import { rawPage } from './code/raw.ts';
import { branchesPage, tagsPage } from './code/refs.ts';
import { repositoryPage } from './code/repository.ts';
import { treePage } from './code/tree.ts';
import { activityPage, deploymentsPage } from './deployments/deployments.ts';
import type { PageHandler } from './page.ts';
import { issuePage } from './pulls/issue.ts';
import { issuesPage, pullsPage } from './pulls/issue-list.ts';
import { conversationPage, pullChecksPage, pullCommitsPage, pullFilesPage } from './pulls/pull.ts';
import { downloadPage } from './releases/download.ts';
import { latestReleasePage, releasePage, releasesPage } from './releases/releases.ts';

/** A repository's pages by GitHub's paths under `/:owner/:repo`: what the API calls `html_url`. */
export const repositoryPages: Readonly<Record<string, PageHandler>> = {
  '': repositoryPage,
  '/tree/:address{.+}': treePage,
  '/blob/:address{.+}': blobPage,
  '/raw/:address{.+}': rawPage,
  '/commit/:sha': commitPage,
  '/compare/:basehead{.+}': comparePage,
  '/branches': branchesPage,
  '/tags': tagsPage,
  '/issues': issuesPage,
  '/issues/:number': issuePage,
  '/pulls': pullsPage,
  '/pull/:number': conversationPage,
  '/pull/:number/commits': pullCommitsPage,
  '/pull/:number/checks': pullChecksPage,
  '/pull/:number/files': pullFilesPage,
  '/runs/:id': checkRunPage,
  '/actions': runsPage,
  '/actions/runs/:id': runPage,
  '/actions/runs/:id/artifacts/:artifact': artifactPage,
  '/actions/runs/:id/job/:job': jobPage,
  '/releases': releasesPage,
  '/releases/latest': latestReleasePage,
  '/releases/tag/:tag{.+}': releasePage,
  '/releases/download/:address{.+}': downloadPage,
  '/deployments': deploymentsPage,
  '/deployments/activity_log': activityPage,
};
