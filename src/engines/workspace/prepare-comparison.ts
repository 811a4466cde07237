import type { Gates } from '../../core/definitions/schema/gates.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import type { Comparison, ComparisonPorts, ModelToCompare } from '../../core/evaluation/compare-models.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { stopwatch } from '../stopwatch.ts';
import { resampleInThreads } from '../workers/resample-in-threads.ts';
import { anchorOf } from './anchor.ts';
import { championOf, lastEnvironment } from './champion.ts';
import type { FrameReader } from './frames.ts';
import { engineOf, type Trained } from './train.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** How a comparison is made: what is the same on a laptop, in a pull request's run and in the trusted run is not in here. */
export interface ComparisonSettings extends Pick<Comparison, 'tier' | 'level' | 'holdout'> {
  /** Where the packages of challenger and, if their own are lost, champion and anchor come from. */
  readonly train: (resolved: ResolvedModel) => Promise<Trained>;
  /** A version that was released; absent: what is checked out, trained where needed. */
  readonly challenger?: ModelToCompare;
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
  { tier, level, holdout, challenger, train, frames, signal, log }: ComparisonSettings,
): Promise<PreparedComparison> {
  const champion = await championOf(workspace, model, train, log);
  const anchor = champion && (await anchorOf(workspace, model, train, log));
  const resolved = challenger?.resolved ?? (await resolveOn(workspace.head, model));
  const trained = challenger ? { package: challenger.package, from: 'published' as const } : await train(resolved);
  signal.throwIfAborted();
  const { gates, project, introduced } = policyOf(workspace, model);
  const spine = workspace.policy?.definitions.sources.get(gates.data.spine);
  const comparison: Comparison = {
    gates,
    project,
    ...(spine && { spine }),
    challenger: challenger ?? { resolved, package: trained.package },
    ...(champion && { champion }),
    ...(anchor && { anchor }),
    tier,
    level,
    holdout,
    alpha: project.statistics.alpha,
    seed: gates.data.seed,
  };
  const ports: ComparisonPorts = {
    readFrame: async (one) => (await frames.read(one)).frame,
    openEngine: (one) => engineOf(workspace, one, log),
    stopwatch: stopwatch(),
    resample: resampleInThreads,
  };
  const environment = lastEnvironment(workspace.policy ?? workspace.head);
  return { comparison, ports, trained: trained.from, environment, introduced };
}
