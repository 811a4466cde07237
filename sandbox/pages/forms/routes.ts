import { runsPage } from '../actions/runs.ts';
import { issuePage } from '../pulls/issue.ts';
import { conversationPage, pullFilesPage } from '../pulls/pull.ts';
import { comment } from './comment.ts';
import { deleteBranch } from './delete-branch.ts';
import { draft, ready } from './draft.ts';
import { merge } from './merge.ts';
import { revert } from './revert.ts';
import { review } from './review.ts';
import { runWorkflow } from './run-workflow.ts';
import type { Form } from './submit.ts';

/** What a repository's forms do, by their paths under `/:owner/:repo`: the page's own, and one word. */
export const repositoryForms: Readonly<Record<string, Form>> = {
  '/actions/run': { submit: runWorkflow, page: runsPage },
  '/issues/:number/comment': { submit: comment, page: issuePage },
  '/pull/:number/comment': { submit: comment, page: conversationPage },
  '/pull/:number/review': { submit: review, page: conversationPage },
  '/pull/:number/files/review': { submit: review, page: pullFilesPage },
  '/pull/:number/ready': { submit: ready, page: conversationPage },
  '/pull/:number/draft': { submit: draft, page: conversationPage },
  '/pull/:number/merge': { submit: merge, page: conversationPage },
  '/pull/:number/revert': { submit: revert, page: conversationPage },
  '/pull/:number/delete-branch': { submit: deleteBranch, page: conversationPage },
};
