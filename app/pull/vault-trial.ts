import { faultsOfTree } from '../../src/core/definitions/faults-of-tree.ts';
import type { Gates } from '../../src/core/definitions/schema/gates.ts';
import type { Project } from '../../src/core/definitions/schema/project.ts';
import type { Digest } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import { type PutQuestion, vaultQuestionOf } from '../../src/core/ledger/ask.ts';
import { resolveOnTree } from '../../src/core/plan/plan.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import { type ParsedFile, type TreeSide, treeSide } from '../../src/core/plan/tree-side.ts';
import { standingAnchor } from '../../src/core/registry/standing-anchor.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';
import { engineRevisions } from '../../src/engines/engines.ts';
import type { Repository } from '../../src/engines/git/repository.ts';
import { gatesOf } from '../definitions.ts';
import { championOn } from './champion.ts';
import type { EnvironmentChange } from './environment-changes.ts';

/** How a promotion is judged on the vault: by base's policy, beside what the last environment runs by base. */
export interface VaultTrial {
  readonly gates: Gates;
  readonly champion?: Digest;
  readonly question: PutQuestion;
}

/** What base and the change say, and the tags. */
interface Sides {
  readonly project: Project;
  readonly before: TreeSide;
  readonly after: TreeSide;
  readonly state: RegistryState;
  readonly cache: Map<string, ParsedFile>;
}

/**
 * What a change asks of the vault, from git alone; undefined where it asks nothing: it is no promotion to the last environment, or base's gates.yaml
 * sets no vault aside. Throws `config` where the model is not defined any more.
 */
export async function vaultTrial(
  repository: Repository,
  { environment, model, after: wanted, release, ranBefore }: EnvironmentChange,
  { project, before, after, state, cache }: Sides,
): Promise<VaultTrial | undefined> {
  if (environment !== project.environments.at(-1)?.name || ranBefore) return undefined;
  if (release === undefined || release.record.package !== wanted?.digest) return undefined;
  const gates = await gatesOf(before, model);
  if (gates?.data.vault === undefined) return undefined;
  const champion = await championOn(before, project, model, state);
  const anchor = standingAnchor(state, champion && { model, version: champion.version }, gates, project);
  const tagged = await treeSide(await repository.treeAt(release.tag.commit), cache);
  const [released, current] = [await definedOn(tagged, model), await definedOn(after, model)];
  const running = champion?.package ?? null;
  const question = vaultQuestionOf(release, { released, current }, gates, project, running, anchor?.record.package);
  return { gates, ...(champion && { champion: champion.package }), question };
}

async function definedOn(side: TreeSide, model: string): Promise<ResolvedModel> {
  const found = await resolveOnTree(side, model, engineRevisions);
  if (found === undefined) {
    const message = `"${model}" is not defined any more, so no environment can run it`;
    throw new AvalError('config', { rule: 'promote.model', message });
  }
  if ('resolved' in found) return found.resolved;
  throw new AvalError('config', faultsOfTree(side.tree, found.faults));
}
