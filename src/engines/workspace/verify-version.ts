import { AvalError } from '../../core/errors.ts';
import { mayBeReleased } from '../../core/gate/approvals.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { judge } from '../../core/gate/judge.ts';
import { type ReleasedVersion, releases } from '../../core/registry/plan-release.ts';
import type { ModelState } from '../../core/registry/state.ts';
import { readEvidence } from './evidence-file.ts';
import { packageOfVersion } from './package-of-version.ts';
import { policyBefore } from './policy-before.ts';
import { policyOf } from './prepare-comparison.ts';
import { loadSide, resolveOn, type Workspace } from './workspace.ts';

/** One thing that was proved, or not, of a version. */
export interface VersionCheck {
  readonly check: 'package' | 'definition' | 'evidence' | 'verdict';
  readonly ok: boolean;
  /** What was found, or what is wrong. */
  readonly says: string;
}

/**
 * Proves a version offline, starting from its tag: the package's bytes, that the tagged definitions are what it was made of, the evidence
 * beside it, and that the gate passes that evidence. Every check is made, whatever the others say.
 */
export async function verifyVersion(
  workspace: Workspace,
  state: ModelState,
  release: ReleasedVersion,
): Promise<readonly VersionCheck[]> {
  return [
    await check('package', () => checkPackage(workspace, release)),
    await check('definition', () => checkDefinition(workspace, release)),
    await check('evidence', async () => saidOf(await evidenceOf(workspace, release))),
    await check('verdict', () => checkVerdict(workspace, state, release)),
  ];
}

/** What an input lacks becomes a failed check; a fault of ours or of the machine stays an error. */
async function check(name: VersionCheck['check'], prove: () => Promise<string>): Promise<VersionCheck> {
  try {
    return { check: name, ok: true, says: await prove() };
  } catch (error) {
    if (error instanceof AvalError && (error.class === 'evidence' || error.class === 'config')) {
      return { check: name, ok: false, says: error.message };
    }
    throw error;
  }
}

async function checkPackage(workspace: Workspace, release: ReleasedVersion): Promise<string> {
  const { digest, manifest } = await packageOfVersion(workspace, release);
  if (manifest.definition !== release.record.definition) throw broken(`its manifest names ${manifest.definition}`);
  const bytes = manifest.files.reduce((sum, file) => sum + file.size, 0);
  return `${digest}: ${manifest.files.length} files, ${bytes} bytes, each as its digest says`;
}

async function checkDefinition({ repository }: Workspace, { model, tag, record }: ReleasedVersion): Promise<string> {
  const side = await loadSide(await repository.treeAt(tag.commit));
  const { digest } = await resolveOn(side, model);
  const commit = tag.commit.slice(0, 12);
  if (digest !== record.definition)
    throw broken(`commit ${commit} defines ${digest}, its tag says ${record.definition}`);
  return `${digest}: what commit ${commit} defines`;
}

async function evidenceOf({ store }: Workspace, { record }: ReleasedVersion): Promise<Evidence> {
  const evidence = await readEvidence(store, record.package, record.evidence);
  if (evidence === undefined) throw broken(`${record.evidence} is not beside the package`);
  if (evidence.challenger.package === record.package) return evidence;
  throw broken(`${record.evidence} is about another package, ${evidence.challenger.package}`);
}

function saidOf({ level, tier, rows }: Evidence): string {
  return `${level}, on ${rows.evaluated} ${tier} rows`;
}

/** Judged again by the policy that its change found: a version that brings another back has that one's. */
async function checkVerdict(workspace: Workspace, state: ModelState, release: ReleasedVersion): Promise<string> {
  const evidence = await evidenceOf(workspace, release);
  const origin = releases(state).findLast((other) => other.record.evidence === release.record.evidence) ?? release;
  const { repository } = workspace;
  const commit = await repository.resolveCommit(origin.tag.commit);
  const head = await loadSide(await repository.treeAt(commit));
  const policy = await policyBefore(repository, commit, head, await resolveOn(head, release.model));
  const { gates, project } = policyOf({ ...workspace, head, policy }, release.model);
  const verdict = judge(evidence, gates, project, {
    firstVersion: evidence.champion === undefined,
    // As the tag tells: who approved, and of which team, can't be asked offline.
    approvals: (origin.record.approvedBy ?? []).map(({ login, team }) => ({ login, ...(team && { teams: [team] }) })),
  });
  if (!mayBeReleased(verdict)) throw broken(`${verdict.outcome}: ${verdict.sentence}`);
  return `${verdict.outcome}: ${verdict.sentence}`;
}

function broken(message: string): AvalError {
  return new AvalError('evidence', { rule: 'verify.broken', message });
}
