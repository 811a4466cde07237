import { canonicalJson } from '../../src/core/digest.ts';
import { isGiven, type Question, questionOf, vaultQuestionOf } from '../../src/core/ledger/ask.ts';
import type { ReservedEntry } from '../../src/core/ledger/entry.ts';
import { pinnedAs } from '../../src/core/plan/pinned-as.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import type { PackageSource } from '../../src/core/registry/package.ts';
import { findCommit, isAncestor } from '../../src/engines/git/branches.ts';
import { parseRef, parseSha, type Sha } from '../../src/engines/git/ref.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { anchorRelease } from '../../src/engines/workspace/anchor.ts';
import { runningDigest } from '../../src/engines/workspace/champion.ts';
import { openCommits } from '../../src/engines/workspace/open-commits.ts';
import { policyOf } from '../../src/engines/workspace/prepare-comparison.ts';
import { promotedRelease, releasedAndCurrent } from '../../src/engines/workspace/released-model.ts';
import { requireReadableByOwnRun, requireReproducible } from '../../src/engines/workspace/reproducible.ts';
import { resolveOn, type Workspace } from '../../src/engines/workspace/workspace.ts';
import type { Ports } from './ports.ts';
import { refused } from './refused.ts';

/**
 * The two commits of an entry, read from git as data: nothing of the change is checked out, nothing of it runs. What is asked, computed again from
 * them, must be what the entry says. Throws `evidence`.
 */
export async function openChange(
  entry: ReservedEntry,
  repository: Repository,
  ports: Pick<Ports, 'fetch'>,
  place: { readonly store: PackageSource; readonly cacheFolder: string },
): Promise<{ readonly workspace: Workspace; readonly resolved: ResolvedModel }> {
  const head = await changedCommit(entry, repository.root, ports);
  const base = await landedCommit(entry, repository.root);
  const workspace = await openCommits(repository, { head, base, ...place });
  const release = await promotedRelease(workspace, entry);
  const defined = release && (await releasedAndCurrent(workspace, release));
  const resolved = defined ? pinnedAs(defined.released, defined.current) : await resolveOn(workspace.head, entry.model);
  const { gates, project } = policyOf(workspace, entry.model);
  const anchor = await anchorRelease(workspace, entry.model);
  const compared = [gates, project, runningDigest(workspace.base, entry.model), anchor?.record.package] as const;
  if (release && defined) {
    requireSame(entry, vaultQuestionOf(release, defined, ...compared));
    return { workspace, resolved };
  }
  requireSame(entry, questionOf(resolved, ...compared));
  requireAnswerable(entry, resolved);
  return { workspace, resolved };
}

/** A package is taken from the change's own run where base's code can't train one, and nowhere else. */
function requireAnswerable({ given }: ReservedEntry, resolved: ResolvedModel): void {
  requireReadableByOwnRun(resolved);
  if (given === undefined) requireReproducible(resolved);
  else if (!isGiven(resolved))
    throw refused(
      'given',
      `the entry gives a package of ${resolved.model.name}, which is trained from its definitions`,
    );
}

/** GitHub gives any commit by its id; where a server does not, the pull request's own refs lead to it while it is the newest. */
async function changedCommit({ commit, pull }: ReservedEntry, root: string, ports: Pick<Ports, 'fetch'>): Promise<Sha> {
  const sha = parseSha(commit);
  if ((await ports.fetch(sha)) !== undefined) return sha;
  for (const end of pull === undefined ? [] : ['merge', 'head'])
    await ports.fetch(parseRef(`refs/pull/${pull}/${end}`));
  if ((await findCommit(root, sha)) !== undefined) return sha;
  const where = pull === undefined ? 'this repository' : `pull request ${pull}`;
  throw refused('commit', `${where} does not hold commit ${commit.slice(0, 12)} any more`);
}

/** Policy, champion and rules are those of a commit that landed: nobody's branch may bring its own. */
async function landedCommit({ base }: ReservedEntry, root: string): Promise<Sha> {
  const sha = parseSha(base);
  const tip = await findCommit(root, parseRef('HEAD'));
  const landed = tip !== undefined && (await findCommit(root, sha)) !== undefined && (await isAncestor(root, sha, tip));
  if (landed) return sha;
  throw refused('base', `commit ${base.slice(0, 12)}, which the change is compared with, is not on the default branch`);
}

const compared = ['definition', 'rows', 'spine', 'question'] as const;

function requireSame(entry: ReservedEntry, now: Question): void {
  const moved = compared.filter((field) => canonicalJson(entry[field]) !== canonicalJson(now[field]));
  if (moved.length === 0) return;
  throw refused('moved', `the entry's ${moved.join(' and ')} is not what its commits say by now`);
}
