import type { Track } from '../steps.ts';
import type { Story } from '../story/world.ts';
import { approveAndMerge, type Merged } from './merge.ts';

/** Reverts a merge by a pull request, as the button does; one approval, nothing is compared. */
export async function revert(story: Story, track: Track, merge: string, title: string): Promise<Merged> {
  const { clone, people, repository, where, as } = story;
  const head = `revert-${merge.slice(0, 12)}`;
  await clone.git('switch', '--quiet', '--create', head, 'main');
  await clone.git('revert', '--no-edit', '-m', '1', merge);
  await clone.push(people.writer, repository.fullName, head);
  await clone.git('switch', '--quiet', 'main');
  const { data } = await as(people.writer).rest.pulls.create({ ...where, head, base: 'main', title });
  return approveAndMerge(story, track, data);
}
