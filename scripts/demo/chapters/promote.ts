import type { Track } from '../steps.ts';
import { promotionOf } from '../story/follow.ts';
import type { Story } from '../story/world.ts';
import { approveAndMerge, type Merged, mergeWhenGreen } from './merge.ts';

/** Merges the pull request that promotes a version to staging: the App opened it by itself. */
export async function toStaging(story: Story, track: Track, model: string, version: string): Promise<Merged> {
  return mergeWhenGreen(story, track, await promotionOf(story, 'staging', model, version));
}

/** Asks for production on the pull request that brought the version to staging, approves and merges. */
export async function toProduction(story: Story, track: Track, model: string, version: string): Promise<Merged> {
  const { as, people, where } = story;
  const staging = await promotionToStaging(story, model, version);
  const body = `/aval promote production ${staging.sha.slice(0, 12)}`;
  await as(people.writer).rest.issues.createComment({ ...where, issue_number: staging.number, body });
  return approveAndMerge(story, track, await promotionOf(story, 'production', model, version));
}

/** The merged pull request. */
async function promotionToStaging({ as, people, where }: Story, model: string, version: string) {
  const branch = `aval/promote/staging/${model}/v${version}`;
  const head = `${where.owner}:${branch}`;
  const { data } = await as(people.owner).rest.pulls.list({ ...where, state: 'closed', head });
  const [found] = data;
  if (found === undefined) throw new Error(`${model} ${version} was not promoted to staging`);
  return { number: found.number, sha: found.head.sha };
}
