import { digestOfJson } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { anchorAfter } from '../../core/gate/anchor.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { recipeDigest } from '../../core/plan/definition-digest.ts';
import { type NextVersion, nextVersion, type VersionFacts } from '../../core/registry/next-version.ts';
import type { Package, PackageStore } from '../../core/registry/package.ts';
import { planRelease, type ReleasedVersion, releases } from '../../core/registry/plan-release.ts';
import { formatReleaseRecord, type ReleaseRecord } from '../../core/registry/release-record.ts';
import type { ModelState } from '../../core/registry/state.ts';
import { versionTag } from '../../core/registry/tags.ts';
import { findVersion, formatVersion, type SemanticVersion } from '../../core/registry/versions.ts';
import { registryOf } from './champion.ts';
import { type EvaluatedModel, type EvaluationSettings, evaluateModel } from './evaluate-model.ts';
import { evidenceBytes, evidenceFile } from './evidence-file.ts';
import { packageOfVersion } from './package-of-version.ts';
import { policyBefore } from './policy-before.ts';
import { policyOf } from './prepare-comparison.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** What became of one model. `refused`: the gate did not pass it, and nothing was written. */
export type Published =
  | { readonly kind: 'kept'; readonly model: string; readonly version: string }
  | { readonly kind: 'refused'; readonly model: string; readonly evaluated: EvaluatedModel }
  | {
      readonly kind: 'released' | 'reverted';
      readonly model: string;
      readonly version: string;
      readonly size: NextVersion['size'];
      readonly sentence: string;
      readonly package: string;
      readonly reverts?: string;
      readonly evaluated?: EvaluatedModel;
    };

/**
 * Releases a model as it landed: judged, its package into the store, its evidence beside it, an annotated tag on this commit. A definition
 * that was released before comes back as a new version without training. Every write can be repeated: after a crash, publish again.
 */
export async function publishModel(
  workspace: Workspace,
  store: PackageStore,
  model: string,
  settings: EvaluationSettings,
): Promise<Published> {
  const resolved = await resolveOn(workspace.head, model);
  const state = (await registryOf(workspace, workspace.head)).models.get(model);
  requireTags(model, state);
  const plan = planRelease(state, resolved.digest);
  switch (plan.action) {
    case 'keep':
      return { kind: 'kept', model, version: formatVersion(plan.version.version) };
    case 'revert': {
      const item = await packageOfVersion(workspace, plan.to);
      const { subject: _, reverts: __, ...same } = plan.to.record;
      return release(workspace, state, item, { ...same, reverts: plan.to.version });
    }
    case 'release': {
      const head = await workspace.repository.resolveCommit('HEAD');
      const policy = await policyBefore(workspace.repository, head, workspace.head, resolved);
      const evaluated = await evaluateModel({ ...workspace, policy }, model, settings);
      if (evaluated.verdict.outcome !== 'pass') return { kind: 'refused', model, evaluated };
      const item = evaluated.challenger.package;
      const evidence = digestOfJson(evaluated.evidence);
      settings.signal.throwIfAborted();
      await store.publish(item);
      await store.attach(item.digest, evidenceFile(evidence), evidenceBytes(evaluated.evidence));
      const anchor = keptAnchor({ ...workspace, policy }, evaluated.evidence);
      const record = {
        package: item.digest,
        definition: resolved.digest,
        recipe: recipeDigest(resolved),
        evidence,
        ...(anchor && { anchor }),
      };
      return { ...(await release(workspace, state, item, record)), evaluated };
    }
  }
}

/** What versions after this one are held against, where that isn't this one itself. */
function keptAnchor(workspace: Workspace, evidence: Evidence): SemanticVersion | undefined {
  const { gates, project } = policyOf(workspace, evidence.model);
  if (anchorAfter(evidence, gates, project) !== 'kept') return undefined;
  const version = (evidence.anchor ?? evidence.champion)?.version;
  return version === undefined ? undefined : findVersion(version);
}

type Release = Extract<Published, { kind: 'released' | 'reverted' }>;

async function release(
  workspace: Workspace,
  state: ModelState | undefined,
  item: Package,
  record: Omit<ReleaseRecord, 'subject'>,
): Promise<Release> {
  const name = item.manifest.model;
  const [latest] = releases(state);
  const previous = latest && (await factsOf(workspace, latest));
  const facts: VersionFacts = { signature: item.manifest.signature, recipe: record.recipe };
  const next = nextVersion(state?.versions[0]?.version, previous, facts);
  const version = formatVersion(next.version);
  const { reverts } = record;
  const sentence = reverts === undefined ? next.sentence : `Brings ${formatVersion(reverts)} back.`;
  const head = await workspace.repository.resolveCommit('HEAD');
  const message = formatReleaseRecord({ ...record, subject: `${name} ${version}: ${sentence}` });
  await workspace.repository.createAnnotatedTag(versionTag(name, next.version), head, message);
  return {
    kind: reverts === undefined ? 'released' : 'reverted',
    model: name,
    version,
    size: next.size,
    sentence,
    package: item.digest,
    ...(reverts !== undefined && { reverts: formatVersion(reverts) }),
  };
}

async function factsOf(workspace: Workspace, version: ReleasedVersion): Promise<VersionFacts> {
  const item = await packageOfVersion(workspace, version);
  return { signature: item.manifest.signature, recipe: version.record.recipe };
}

/** An environment that runs a version which no tag names: the tags are not here, and the next number can't be known. */
function requireTags(model: string, state: ModelState | undefined): void {
  const untagged = [...(state?.live.values() ?? [])].find(({ released }) => released?.record === undefined);
  if (untagged === undefined) return;
  const { environment, deployment } = untagged;
  throw new AvalError('evidence', {
    rule: 'release.tags',
    message: `${environment} runs ${model} ${deployment.version}, and no release tag here names it, so the next version is not known`,
    hint: 'Run: git fetch --tags',
  });
}

/** Throws `usage` unless what is checked out is the tip of the main branch, whole and committed: a version is made of what landed. */
export async function requireLanded({ repository }: Workspace): Promise<void> {
  const main = await repository.mainBranch();
  const head = await repository.headCommit();
  if (!(await repository.isClean())) {
    throw unlanded(
      'uncommitted',
      'the work tree has changes that are not committed',
      'Commit them first: a version is a tag on a commit.',
    );
  }
  if (await repository.isShallow()) {
    throw unlanded(
      'shallow',
      'this clone is shallow: versions and changes may be missing',
      'Run: git fetch --unshallow --tags',
    );
  }
  if (main === undefined) {
    const hint = 'Name it main, or let origin say: git remote set-head origin --auto';
    throw unlanded('noMain', 'it is not known which branch is the main one', hint);
  }
  if (main.local === (await repository.currentBranch()) || main.commit === head) return;
  const hint = 'Versions are made of what landed: merge first, then publish on the main branch.';
  throw unlanded('unmerged', `what is checked out is not the tip of ${main.name}`, hint);
}

function unlanded(rule: string, message: string, hint: string): AvalError {
  return new AvalError('usage', { rule: `publish.${rule}`, message, hint });
}
