import type { Digest } from '../../src/core/digest.ts';
import { mayBeReleased } from '../../src/core/gate/approvals.ts';
import { recipeDigest } from '../../src/core/plan/definition-digest.ts';
import { nextVersion } from '../../src/core/registry/next-version.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import { formatReleaseRecord, type ReleaseRecord } from '../../src/core/registry/release-record.ts';
import { versionTag } from '../../src/core/registry/tags.ts';
import { formatVersion } from '../../src/core/registry/versions.ts';
import { createAnnotatedTag } from '../../src/github/annotated-tag.ts';
import { type AppRepository, authorOf } from '../repository.ts';
import type { Landed, LandedModel } from './observe.ts';
import type { PackageOf } from './packages.ts';
import { type LandedVerdict, landedVerdict } from './verdict.ts';

/** What became of one model that landed. */
export type Tagged =
  | { readonly kind: 'kept' }
  | { readonly kind: 'tagged'; readonly tag: string }
  | { readonly kind: 'untagged'; readonly verdict: LandedVerdict };

/** Tags what landed, if it may be a version: judged and passed, or released before. Throws `conflict` where a tag of that name stands elsewhere. */
export async function tagLanded(
  repository: AppRepository,
  landed: Landed,
  { resolved, plan }: LandedModel,
  packageOf: PackageOf,
): Promise<Tagged> {
  switch (plan.action) {
    case 'keep':
      return { kind: 'kept' };
    case 'revert': {
      const { subject: _, reverts: __, ...same } = plan.to.record;
      const record = { ...same, reverts: plan.to.version };
      return { kind: 'tagged', tag: await tag(repository, landed, resolved.model.name, record, packageOf) };
    }
    case 'release': {
      const verdict = await landedVerdict(repository, landed, resolved);
      if (verdict.kind !== 'judged' || !mayBeReleased(verdict.verdict)) return { kind: 'untagged', verdict };
      const { approvals } = verdict.verdict;
      const answer = verdict.use.closed?.answer;
      if (answer?.outcome !== 'evaluated') return { kind: 'untagged', verdict };
      const record = {
        package: answer.package as Digest, // the ledger's schema has checked their form
        definition: resolved.digest,
        recipe: recipeDigest(resolved),
        evidence: answer.evidence as Digest,
        ...(approvals && { approvedBy: approvals.by }),
        ...(verdict.anchor && { anchor: verdict.anchor }),
      };
      return { kind: 'tagged', tag: await tag(repository, landed, resolved.model.name, record, packageOf) };
    }
  }
}

async function tag(
  repository: AppRepository,
  { state, commit }: Landed,
  model: string,
  record: Omit<ReleaseRecord, 'subject'>,
  packageOf: PackageOf,
): Promise<string> {
  const known = state.models.get(model);
  const [latest] = releases(known);
  const signatureOf = async (digest: Digest) => (await packageOf(digest)).manifest.signature;
  const previous = latest && { signature: await signatureOf(latest.record.package), recipe: latest.record.recipe };
  const facts = { signature: await signatureOf(record.package), recipe: record.recipe };
  const next = nextVersion(known?.versions[0]?.version, previous, facts);
  const sentence = record.reverts === undefined ? next.sentence : `Brings ${formatVersion(record.reverts)} back.`;
  const name = versionTag(model, next.version);
  const time = await repository.mirror.repository.timeOf(commit);
  await createAnnotatedTag(repository, {
    name,
    commit,
    message: formatReleaseRecord({ ...record, subject: `${model} ${formatVersion(next.version)}: ${sentence}` }),
    tagger: { ...authorOf(repository.identity), date: new Date(time * 1000).toISOString() },
  });
  repository.context.log('version.tagged', { tag: name });
  return name;
}
