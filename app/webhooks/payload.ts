import { z } from 'zod';

/**
 * What is taken from a payload: identifiers, and what tells whether it concerns us at all. The names become parts of addresses and of
 * folders, so they are held to GitHub's own rules. Everything else of a payload is not looked at: GitHub is asked again.
 */
const id = z.int().positive();
/** User and organisation names; enterprise-managed ones have an underscore, those of Apps never own a repository. */
const ownerName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/);
const repositoryName = z
  .string()
  .regex(/^[\w.-]{1,100}$/)
  .refine((name) => name !== '.' && name !== '..');

const installation = z.object({ id });
const repository = z.object({
  id,
  name: repositoryName,
  owner: z.object({ login: ownerName }),
  default_branch: z.string().max(255),
});
const numbered = z.object({ number: id });
const base = z.object({ installation, repository });
const gitRef = z.string().max(1000);

/** Empty for forks, and may name pull requests of other repositories with the same head. */
const pulls = z
  .array(z.object({ number: id, base: z.object({ repo: z.object({ id }) }) }))
  .max(1000)
  .default([]);
const suite = z.object({ app: z.object({ id }).nullish(), pull_requests: pulls });
const named = z.array(z.object({ name: repositoryName })).max(100_000);

export const payloads = {
  pull: base.extend({
    pull_request: numbered.extend({ head: z.object({ ref: gitRef, repo: z.object({ id }).nullish() }).optional() }),
  }),
  comment: base.extend({
    issue: numbered.extend({ pull_request: z.unknown().optional() }),
    comment: z.object({ body: z.string().nullish(), user: z.object({ type: z.string() }).nullish() }),
  }),
  push: base.extend({
    ref: gitRef,
    deleted: z.boolean().default(false),
    sender: z.object({ id: z.int() }),
  }),
  run: base.extend({
    workflow_run: z.object({
      event: z.string(),
      path: z.string().max(1000).default(''),
      head_branch: gitRef.nullish(),
      pull_requests: pulls,
    }),
  }),
  checkRun: base.extend({ check_run: suite }),
  checkSuite: base.extend({ check_suite: suite }),
  ref: base.extend({ ref_type: z.string() }),
  repository: base.extend({ changes: z.object({ default_branch: z.unknown().optional() }).optional() }),
  plain: base,
  installation: z.object({
    installation: installation.extend({ account: z.object({ login: ownerName }) }),
    repositories: named.default([]),
    repositories_added: named.default([]),
  }),
} as const;
