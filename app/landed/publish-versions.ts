import { AvalError } from '../../src/core/errors.ts';
import { assetName } from '../../src/core/registry/asset-name.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import { type ReleasedVersion, releases } from '../../src/core/registry/plan-release.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import { releaseNotes } from '../../src/core/report/release-notes.ts';
import { evidenceBytes, evidenceFile } from '../../src/engines/workspace/evidence-file.ts';
import { publishRelease, releasesOf } from '../../src/github/publish-release.ts';
import type { AppRepository } from '../repository.ts';
import type { Landed } from './observe.ts';
import type { PackageOf } from './packages.ts';

/** How far back releases that broke off are looked for: with thousands of models, listing every release at each merge would be the cost. */
export const commitsBack = 100;

/** The newest commits of the default branch. */
async function recentCommits({ mirror }: AppRepository, { commit }: Landed): Promise<ReadonlySet<string>> {
  return new Set((await mirror.repository.changesOf([], commit, commitsBack)).map((change) => change.commit));
}

/**
 * Sees that the newest version of each model has its published release, with the very package, its evidence and notes. Gives the tags of those whose
 * package or evidence is nowhere any more, or that someone else published: they must not keep the others.
 */
export async function publishVersions(
  repository: AppRepository,
  landed: Landed,
  packageOf: PackageOf,
): Promise<ReadonlySet<string>> {
  const recent = await recentCommits(repository, landed);
  const newest = [...landed.state.models.values()]
    .flatMap((model) => releases(model).slice(0, 1))
    .filter(({ tag }) => recent.has(tag.commit));
  const own = repository.identity.bot.id;
  const found = await releasesOf(repository, new Set(newest.map(({ tag }) => tag.name)), own);
  const missing = new Set<string>();
  for (const version of newest) {
    const standing = found.get(version.tag.name);
    try {
      if (standing?.own === false) throw foreignRelease(version.tag.name);
      if (standing?.draft === false) continue;
      const release = await releaseOf(landed, version, packageOf);
      await publishRelease(repository, release, standing);
      repository.context.log('version.published', { tag: release.tag });
    } catch (error) {
      if (!(error instanceof AvalError) || error.class !== 'evidence') throw error;
      missing.add(version.tag.name);
      repository.context.log('version.unpublished', { tag: version.tag.name, rule: error.faults[0]?.rule ?? '' });
    }
  }
  return missing;
}

/** Published is for good: whoever may write was faster than we, and what they put there is not what was judged. */
function foreignRelease(tag: string): AvalError {
  const message = `the release ${tag} was published by someone else`;
  const hint = 'Its files are not what was judged. Delete it, and land a change: the next version gets another number.';
  return new AvalError('evidence', { rule: 'release.foreign', message, hint });
}

async function releaseOf(landed: Landed, version: ReleasedVersion, packageOf: PackageOf) {
  const { record, tag, model } = version;
  const item = await packageOf(record.package);
  const assets = new Map<string, Uint8Array>([['manifest.json', manifestBytes(item.manifest)]]);
  for (const [path, bytes] of item.files) assets.set(assetName(path), bytes);
  const use = landed.ledger.ledger.uses.find(
    ({ closed }) => closed?.answer.outcome === 'evaluated' && closed.answer.evidence === record.evidence,
  );
  const evidence = use && (await landed.ledger.evidence(record.evidence));
  if (evidence !== undefined) assets.set(evidenceFile(record.evidence), evidenceBytes(evidence));
  const before = releases(landed.state.models.get(model))[1];
  const facts = {
    version,
    ...(before && { before }),
    ...(evidence && { evidence }),
    ...(use?.reserved.pull !== undefined && { pull: use.reserved.pull }),
  };
  return { tag: tag.name, name: `${model} ${formatVersion(version.version)}`, body: releaseNotes(facts), assets };
}
