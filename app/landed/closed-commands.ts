import { placeOf } from '../../src/core/definitions/place.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import { code, escapeMarkdown } from '../../src/core/report/escape.ts';
import { deploymentOf } from '../../src/engines/workspace/roll-back.ts';
import { commentsOf } from '../../src/github/issue-comments.ts';
import { mayWrite } from '../../src/github/permissions.ts';
import { answerCommand } from '../pull/answer-command.ts';
import type { Asked } from '../pull/commands.ts';
import { unansweredCommands } from '../pull/unanswered-commands.ts';
import type { AppRepository } from '../repository.ts';
import { type Landed, observeLanded } from './observe.ts';
import { openPromotion } from './open-promotion.ts';
import type { Promotion } from './promotion.ts';

/** Answers what was asked on a merged pull request: `/aval promote ENVIRONMENT SHA` promotes the versions that it made, or promoted. */
export async function closedCommands(repository: AppRepository, number: number): Promise<void> {
  const asked = await unansweredCommands(repository, await commentsOf(repository, number));
  if (asked.length === 0) return;
  const { data } = await repository.client.rest.pulls.get({ ...repository.where, pull_number: number });
  const landed = await observeLanded(repository, data.base.repo.default_branch);
  for (const one of asked) {
    const allowed = await mayWrite(repository, one.by);
    const commits = [data.head.sha, data.merge_commit_sha ?? ''];
    const answer =
      landed === undefined
        ? { reply: 'The default branch has no aval.yaml, so there is nothing to promote.' }
        : allowed
          ? await promote(repository, landed, one, commits)
          : { reply: `${escapeMarkdown(one.by)} may not write to this repository, so that was not done.` };
    await answerCommand(repository, number, {
      command: { ...one, allowed },
      accepted: 'done' in answer,
      reply: 'done' in answer ? answer.done : answer.reply,
    });
  }
}

type Said = { readonly done: string } | { readonly reply: string };

async function promote(
  repository: AppRepository,
  landed: Landed,
  { command }: Asked,
  [head = '', merge = '']: readonly string[],
): Promise<Said> {
  if (command.kind !== 'promote')
    return { reply: 'This pull request is merged. What can be said here: `/aval promote ENVIRONMENT SHA`.' };
  const { environment, sha } = command;
  if (!head.startsWith(sha) && !merge.startsWith(sha))
    return { reply: `\`${sha}\` is neither the head nor the merge of this pull request.` };
  if (!landed.project.environments.some(({ name }) => name === environment)) {
    const names = landed.project.environments.map(({ name }) => `\`${name}\``).join(', ');
    return { reply: `There is no environment ${escapeMarkdown(environment)}. Declared: ${names}.` };
  }
  const promotions = await promotionsOf(repository, landed, merge, environment);
  if (promotions.length === 0) return { reply: 'No version came of this pull request yet.' };
  const numbers: number[] = [];
  for (const promotion of promotions) {
    const opened = await openPromotion(repository, landed, promotion);
    if (opened === 'taken') return { reply: takenText(promotion) };
    if (opened !== undefined) numbers.push(opened);
  }
  if (numbers.length === 0) return { done: `${escapeMarkdown(environment)} runs it already.` };
  return { done: numbers.map((number) => `#${number}`).join(', ') };
}

function takenText({ environment, release }: Promotion): string {
  const branch = `aval/promote/${environment}/${release.model}/v${formatVersion(release.version)}`;
  return `The branch ${code(branch)} holds something that the App did not write. Delete it, and ask again.`;
}

/** The versions tagged at the merge, and those that it made an environment run. */
async function promotionsOf(
  repository: AppRepository,
  landed: Landed,
  merge: string,
  environment: string,
): Promise<readonly Promotion[]> {
  const all = [...landed.state.models.values()].flatMap(releases);
  const found = all.filter(({ tag }) => tag.commit === merge);
  for (const path of landed.side.entries.keys()) {
    if (placeOf(path)?.kind !== 'Deployment') continue;
    const history = await repository.mirror.repository.fileHistory(path, landed.commit);
    const version = history.find(({ commit }) => commit === merge);
    const value = version && deploymentOf(path, version);
    const release = value && all.find(({ model, record }) => model === value.model && record.package === value.digest);
    if (release !== undefined) found.push(release);
  }
  return found.map((release) => ({ environment, release }));
}
