import type { Track } from '../steps.ts';
import { gateBecomes, gateOf, merge } from '../story/follow.ts';
import type { Story } from '../story/world.ts';
import { said } from './said.ts';

export interface Opened {
  readonly number: number;
  readonly html_url: string;
  readonly head: { readonly sha: string };
}

/** What was merged: what the gate said of it, and the merge commit. */
export interface Merged {
  readonly text: string;
  readonly sha: string;
}

/** Waits until the gate is green, and merges. */
export async function mergeWhenGreen(story: Story, track: Track, pull: Opened): Promise<Merged> {
  const verdict = await gateBecomes(story, pull.head.sha, 'success');
  const sha = await merge(story, story.people.owner, pull.number);
  return { text: said(track, verdict, pull.html_url), sha };
}

/** The gate waits for a person: one approves, then it is green, and it is merged. */
export async function approveAndMerge(story: Story, track: Track, pull: Opened): Promise<Merged> {
  const { as, people, where } = story;
  said(track, await gateOf(story, pull.head.sha), pull.html_url);
  await as(people.reviewer).rest.pulls.createReview({
    ...where,
    pull_number: pull.number,
    commit_id: pull.head.sha,
    event: 'APPROVE',
  });
  return mergeWhenGreen(story, track, pull);
}
