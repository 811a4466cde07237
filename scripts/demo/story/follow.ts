import type { User } from '../../../sandbox/state/people.ts';
import type { Story } from './world.ts';

const patience = 600_000; // a whole evaluation, on a machine with other work
const pause = 500;

/** Asks again and again until there is an answer. Throws when none comes in ten minutes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`this did not come true in ${patience / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export interface Verdict {
  readonly conclusion: string;
  readonly title: string;
}

/** The App's required check on a commit, once it is decided; a check that waits for people is decided, too. */
export function gateOf({ as, people, where, appId }: Story, sha: string): Promise<Verdict> {
  return until(`a verdict on ${sha.slice(0, 12)}`, async () => {
    const { data } = await as(people.owner).rest.checks.listForRef({
      ...where,
      ref: sha,
      check_name: 'aval / gate',
      app_id: appId,
    });
    const [run] = data.check_runs;
    if (run?.status !== 'completed' || run.conclusion === null) return undefined;
    return { conclusion: run.conclusion, title: run.output.title ?? '' };
  });
}

/** Waits until the check on a commit has this conclusion. */
export function gateBecomes(story: Story, sha: string, conclusion: string): Promise<Verdict> {
  return until(`${conclusion} on ${sha.slice(0, 12)}`, async () => {
    const found = await gateOf(story, sha);
    return found.conclusion === conclusion ? found : undefined;
  });
}

/** Commits an edit on a branch of its own, pushes it and opens a pull request. */
export async function propose(
  { clone, as, people, where, repository }: Story,
  user: User,
  branch: string,
  edits: readonly (readonly [file: string, from: string | RegExp, to: string])[],
  options: { readonly title?: string; readonly draft?: boolean; readonly from?: string } = {},
) {
  await clone.git('switch', '--quiet', '--create', branch, options.from ?? 'main');
  for (const edit of edits) await clone.edit(...edit);
  await clone.commit(options.title ?? branch);
  await clone.push(people.owner === user ? people.owner : user, repository.fullName, branch);
  await clone.git('switch', '--quiet', 'main');
  const { title = branch, draft = false } = options;
  const { data } = await as(user).rest.pulls.create({ ...where, head: branch, base: 'main', title, draft });
  return data;
}

/** Merges a pull request as a person would, and brings the clone up to date. */
export async function merge(
  { clone, as, people, where, repository }: Story,
  user: User,
  pull_number: number,
): Promise<string> {
  const { data } = await as(user).rest.pulls.merge({ ...where, pull_number });
  await clone.pull(people.owner, repository.fullName);
  return data.sha;
}

/** The open pull request that promotes a model to an environment, once the App has opened it. */
export function promotionOf({ as, people, where }: Story, environment: string, model: string, version: string) {
  const branch = `aval/promote/${environment}/${model}/v${version}`;
  return until(`a pull request that promotes ${model} ${version} to ${environment}`, async () => {
    const { data } = await as(people.owner).rest.pulls.list({
      ...where,
      state: 'open',
      head: `${where.owner}:${branch}`,
    });
    return data[0];
  });
}

/** The published release of a version, once it is there. */
export function releaseOf({ as, people, where }: Story, tag: string) {
  return until(`the release ${tag}`, async () => {
    const { data } = await as(people.owner).rest.repos.listReleases({ ...where, per_page: 100 });
    return data.find((release) => release.tag_name === tag && !release.draft);
  });
}

/** The one comment of the App on a pull request. */
export async function commentOf({ as, people, where }: Story, issue_number: number): Promise<readonly string[]> {
  const { data } = await as(people.owner).rest.issues.listComments({ ...where, issue_number, per_page: 100 });
  return data.filter(({ user }) => user?.login === 'aval[bot]').map(({ body }) => body ?? '');
}
