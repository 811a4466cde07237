import { pathOf } from '../../src/core/definitions/place.ts';
import { documentText } from '../../src/core/definitions/write-document.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import { code, escapeMarkdown } from '../../src/core/report/escape.ts';
import { deploymentOn } from '../definitions.ts';
import { ownBranch } from '../own-branch.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import type { Landed } from './observe.ts';
import type { Promotion } from './promotion.ts';

/**
 * Opens the pull request that makes an environment run a version, once for each version: its branch names both, and where a pull request of that
 * branch was ever opened, closed ones too, a person has decided. Gives its number; `taken` where someone else wrote into that branch.
 */
export async function openPromotion(
  repository: AppRepository,
  landed: Landed,
  promotion: Promotion,
): Promise<number | 'taken' | undefined> {
  const { client, where, mirror, identity, context } = repository;
  const { environment, release } = promotion;
  const { model, record } = release;
  const version = formatVersion(release.version);
  const branch = `aval/promote/${environment}/${model}/v${version}`;
  const { data: pulls } = await client.rest.pulls.list({
    ...where,
    head: `${where.owner}:${branch}`,
    state: 'all',
    per_page: 1,
  });
  if (pulls[0] !== undefined) return pulls[0].number;
  const running = await deploymentOn(landed.side, environment, model);
  if (running?.digest === record.package) return undefined;
  const path = pathOf('Deployment', model, environment);
  const standing = (await landed.side.tree.read([path])).get(path);
  const value = { apiVersion: 'aval/v1', kind: 'Deployment', model, version, digest: record.package } as const;
  const text = documentText(path, value, standing && new TextDecoder().decode(standing));
  const title = `Promote ${model} ${version} to ${environment}`;
  const commit = { files: new Map([[path, text]]), message: title, author: authorOf(identity) };
  if ((await ownBranch(mirror, branch, landed.commit, commit)) === 'taken') {
    context.log('promotion.branch-taken', { model, version, environment });
    return 'taken';
  }
  const body = promotionBody(promotion, running?.version);
  const { data } = await client.rest.pulls.create({ ...where, title, head: branch, base: landed.defaultBranch, body });
  context.log('promotion.opened', { model, version, environment, pull: data.number });
  return data.number;
}

function promotionBody({ environment, release }: Promotion, before: string | undefined): string {
  const { model, tag, record } = release;
  const now = before === undefined ? 'It runs nothing of this model yet.' : `It runs ${escapeMarkdown(before)} now.`;
  return [
    `Merged, ${code(environment)} runs **${escapeMarkdown(model)} ${formatVersion(release.version)}**. ${now}`,
    `Release ${code(tag.name)} · package ${code(record.package)}`,
    'The check says what this environment asks for. To roll back later: *Revert* on this pull request.',
  ].join('\n\n');
}
