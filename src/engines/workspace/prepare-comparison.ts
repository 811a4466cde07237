import type { Gates } from '../../core/definitions/schema/gates.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import type { Comparison, ComparisonPorts } from '../../core/evaluation/compare-models.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { championOf, lastEnvironment } from './champion.ts';
import type { FrameReader } from './frames.ts';
import { engineOf, type Trained } from './train.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** How a comparison is made: what is the same on a laptop, in a pull request's run and in the trusted run is not in here. */
export interface ComparisonSettings extends Pick<Comparison, 'tier' | 'level' | 'holdout'> {
  /** Where the packages of challenger and, if its own is lost, champion come from. */
  readonly train: (resolved: ResolvedModel) => Promise<Trained>;
  readonly frames: FrameReader;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Both models at hand, and nothing evaluated yet. */
export interface PreparedComparison {
  readonly comparison: Comparison;
  readonly ports: ComparisonPorts;
  readonly trained: Trained['from'];
  /** Where the champion runs. */
  readonly environment: string;
  /** True: base has no gates for this model yet, so its own are applied. */
  readonly introduced: boolean;
}

/** The policy that judges a model; one that it doesn't know brings its own. */
export function policyOf(
  { policy, head }: Pick<Workspace, 'policy' | 'head'>,
  model: string,
): { gates: Gates; project: Project; introduced: boolean } {
  const gates = policy?.definitions.gates.get(model);
  const own = head.definitions.gates.get(model);
  const { project } = (policy ?? head).definitions;
  if (gates !== undefined) return { gates, project, introduced: false };
  if (own === undefined) throw new RangeError(`${model} was resolved, so it has gates`);
  return { gates: own, project, introduced: true };
}

/** Challenger and champion of a model, trained where needed, with the rules that both are held to: those of base. */
export async function prepareComparison(
  workspace: Workspace,
  model: string,
  { tier, level, holdout, train, frames, signal, log }: ComparisonSettings,
): Promise<PreparedComparison> {
  const champion = await championOf(workspace, model, train, log);
  const resolved = await resolveOn(workspace.head, model);
  const trained = await train(resolved);
  signal.throwIfAborted();
  const { gates, project, introduced } = policyOf(workspace, model);
  const spine = workspace.policy?.definitions.sources.get(gates.data.spine);
  const comparison: Comparison = {
    gates,
    project,
    ...(spine && { spine }),
    challenger: { resolved, package: trained.package },
    ...(champion && { champion }),
    tier,
    level,
    holdout,
    alpha: project.statistics.alpha,
    seed: gates.data.seed,
  };
  const ports: ComparisonPorts = {
    readFrame: async (one) => (await frames.read(one)).frame,
    openEngine: (one) => engineOf(workspace, one, log),
  };
  const environment = lastEnvironment(workspace.policy ?? workspace.head);
  return { comparison, ports, trained: trained.from, environment, introduced };
}
