import { AvalError } from '../../core/errors.ts';
import { environmentSources } from '../../core/plan/environment-sources.ts';
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

/**
 * Refuses a model whose package its author's own run would have to make of data that this run can't read. Throws `evidence`; no data are read.
 */
export function requireReadableByOwnRun(resolved: Pick<ResolvedModel, 'model' | 'engine' | 'sources'>): void {
  const [source] = environmentSources(resolved);
  if (resolved.engine.name !== 'command' || source === undefined) return;
  throw new AvalError('evidence', {
    rule: 'holdout.access',
    message: `${resolved.model.name} is trained by a program of its own and reads source "${source.name}", whose access is environment: no run may do both`,
    hint: 'Engines gbdt, linear and tfjs are trained on such sources by the trusted run.',
  });
}
