import { loadDefinitions } from '../../core/definitions/load.ts';
import { AvalError } from '../../core/errors.ts';
import { openRepository } from '../../engines/git/repository.ts';
import type { Run } from '../command.ts';

const singular = { models: 'model', views: 'view', sources: 'source', entities: 'entity', deployments: 'deployment' };

/** `aval validate`: every definition of the work tree, by itself and against the others. */
export const run: Run = async (_invocation, context) => {
  const repository = await openRepository(context.folder);
  const { definitions, faults } = await loadDefinitions(await repository.workTree());
  if (definitions === undefined) throw new AvalError('config', faults);
  const counts = {
    models: definitions.models.size,
    views: definitions.views.size,
    sources: definitions.sources.size,
    entities: definitions.entities.size,
    deployments: definitions.deployments.size,
  };
  return {
    outcome: 'ok',
    data: counts,
    text: (paint) =>
      `${paint('green', '✓')} ${Object.entries(counts)
        .map(([what, count]) => `${count} ${count === 1 ? singular[what as keyof typeof counts] : what}`)
        .join(', ')}`,
  };
};
