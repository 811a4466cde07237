import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { type Digest, digestOfJson } from '../digest.ts';
import { questionDigest } from '../gate/account-use.ts';
import { policyDigest } from '../gate/policy.ts';
import { pinnedAs } from '../plan/pinned-as.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import type { ReleasedVersion } from '../registry/plan-release.ts';
import { formatVersion } from '../registry/versions.ts';
import type { Asked } from './entry.ts';
import type { Ledger, Use } from './ledger.ts';
import { vaultUseOf } from './vault.ts';

/** What a holdout evaluation of one model asks, beside the commits that it is made at. */
export type Question = Pick<Asked, 'model' | 'definition' | 'rows' | 'spine' | 'question'>;

/** A question, with the package that it is about where one is given. */
export type PutQuestion = Question & Pick<Asked, 'given' | 'vault'>;

/** Whether a model's package is given to whoever evaluates it: base's code never starts the program of engine `command`. */
export function isGiven({ engine }: Pick<ResolvedModel, 'engine'>): boolean {
  return engine.name === 'command';
}

/**
 * What is asked when `resolved` is evaluated under base's policy beside `champion` (package digest; null: nothing runs yet) and `anchor`, where that is another package. From git alone. Throws
 * RangeError for a model without a pinned spine: resolving refuses that before.
 */
export function questionOf(
  resolved: ResolvedModel,
  gates: Gates,
  project: Project,
  champion: Digest | null,
  anchor?: Digest,
): Question {
  const { spine } = gates.data;
  const pin = resolved.pins.get(spine) ?? resolved.pins.get(resolved.gates.data.spine);
  if (pin === undefined) throw new RangeError(`${gates.model} has no pinned spine`);
  return {
    model: gates.model,
    definition: resolved.digest,
    rows: digestOfJson({
      label: gates.problem.label,
      data: gates.data,
      pins: Object.fromEntries(resolved.pins),
    }),
    spine: { source: spine, digest: pin.digest },
    question: questionDigest(champion, policyDigest(gates, project), anchor),
  };
}

/** What a promotion of `release` asks of the vault: the version as its tag defines it, on the rows that are pinned now. Else as `questionOf`. */
export function vaultQuestionOf(
  release: ReleasedVersion,
  { released, current }: { readonly released: ResolvedModel; readonly current: ResolvedModel },
  gates: Gates,
  project: Project,
  champion: Digest | null,
  anchor?: Digest,
): PutQuestion {
  const { record, version } = release;
  return {
    ...questionOf(pinnedAs(released, current), gates, project, champion, anchor),
    definition: record.definition,
    vault: { version: formatVersion(version), package: record.package },
  };
}

/** What stands of a question: of the vault by `vaultUseOf`, of the holdout the newest use that asked just this, about the same package where one is given; undefined when it was never asked. */
export function useOf(ledger: Ledger, asked: PutQuestion): Use | undefined {
  if (asked.vault !== undefined) return vaultUseOf(ledger, asked);
  return usesOf(ledger, asked).findLast(({ reserved }) => reserved.given?.package === asked.given?.package);
}

/** The uses that asked this of the holdout, about whatever package, oldest first. */
export function usesOf({ uses }: Ledger, asked: Question): readonly Use[] {
  const ofHoldout = uses.filter(({ reserved }) => reserved.vault === undefined);
  return ofHoldout.filter(({ reserved }) =>
    (['model', 'definition', 'rows', 'question'] as const).every((field) => reserved[field] === asked[field]),
  );
}
