import { AvalError } from '../errors.ts';
import type { Definitions } from './definitions.ts';
import type { Document, ValueOf } from './document.ts';

/** Definitions by name, of documents whose references were checked. Throws `invariant` without a project. */
export function collect(documents: readonly Document[]): Definitions {
  let project: ValueOf['Project'] | undefined;
  const entities = new Map<string, ValueOf['Entity']>();
  const sources = new Map<string, ValueOf['Source']>();
  const locks = new Map<string, ValueOf['SourceLock']>();
  const views = new Map<string, ValueOf['FeatureView']>();
  const models = new Map<string, ValueOf['Model']>();
  const gates = new Map<string, ValueOf['Gates']>();
  const deployments = new Map<string, ValueOf['Deployment']>();
  for (const { kind, value, path } of documents) {
    if (kind === 'Project') project = value;
    else if (kind === 'Entity') entities.set(value.name, value);
    else if (kind === 'Source') sources.set(value.name, value);
    else if (kind === 'SourceLock') locks.set(value.source, value);
    else if (kind === 'FeatureView') views.set(value.name, value);
    else if (kind === 'Model') models.set(value.name, value);
    else if (kind === 'Gates') gates.set(value.model, value);
    else deployments.set(path.slice('environments/'.length, -'.yaml'.length), value);
  }
  if (!project)
    throw new AvalError('invariant', { rule: 'definitions.project', message: 'definitions without a project' });
  return { project, entities, sources, locks, views, models, gates, deployments };
}
