import { AvalError, type Fault } from '../../core/errors.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';

/** Refuses a model that base's own code can't train again from its definitions. Throws `evidence`; no data are read. */
export function requireReproducible({ model, engine }: Pick<ResolvedModel, 'model' | 'engine'>): void {
  if (engine.name !== 'command') return;
  throw new AvalError('evidence', {
    rule: 'holdout.command',
    message: `${model.name} is trained by a program of its own, which is not started here, and no package of it is given`,
    hint: "A package that the change's own run made is scored. Engines gbdt, linear and tfjs are trained from their definitions alone.",
  });
}

/** Refuses sources that only a run with the credentials of an environment could fetch. Throws `evidence`; no data are read. */
export function requireReachable({ model, sources }: Pick<ResolvedModel, 'model' | 'sources'>): void {
  const faults = [...sources.values()].filter(({ access }) => access === 'environment').map(({ name }) => name);
  if (faults.length > 0) throw new AvalError('evidence', faults.map(unreachable(model.name)));
}

const unreachable =
  (model: string) =>
  (source: string): Fault => ({
    rule: 'holdout.access',
    message: `${model} reads source "${source}", whose access is environment; aval can't fetch such a source yet`,
    hint: 'What is missing: credentials of a GitHub environment, handed to the process that fetches alone.',
  });
