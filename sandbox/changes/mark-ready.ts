import type { Hub } from '../hub.ts';
import { pullJson } from '../shapes/pull.ts';
import type { Actor } from '../state/actor.ts';
import type { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';

export async function markReady(
  hub: Hub,
  repository: Repository,
  number: number,
  draft: boolean,
  actor: Actor,
): Promise<void> {
  const pull = repository.pulls.get(number);
  if (pull === undefined) throw new Error(`${repository.fullName} has no pull request ${number}`);
  if (pull.draft === draft) return;
  pull.draft = draft;
  pull.updatedAt = hub.world.now();
  const name = draft ? 'pull_request.converted_to_draft' : 'pull_request.ready_for_review';
  const pull_request = await pullJson(hub, repository, pull);
  announce(hub, name, { repository, actor }, { number, pull_request });
}
