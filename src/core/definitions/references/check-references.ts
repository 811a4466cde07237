import type { Fault } from '../../errors.ts';
import type { Document } from '../document.ts';
import { locationOf } from '../location.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { checkDeployment } from './deployment.ts';
import { checkEnvironmentRules } from './environment-rules.ts';
import { faultAt } from './fault-at.ts';
import { checkFeatureView } from './feature-view.ts';
import { checkGates } from './gates.ts';
import { checkModel } from './model.ts';
import { checkProject } from './project.ts';
import { checkSource } from './source.ts';
import { checkLockPresence, checkSourceLock } from './source-lock.ts';

/** Whether each source must already have the lock that it needs; `aval data update`, which writes locks, says `optional`. */
export interface ReferenceOptions {
  readonly locks?: 'required' | 'optional';
}

/** Every fault between documents that are each sound. `files` are all paths of the tree. */
export function checkReferences(
  documents: readonly Document[],
  files: ReadonlySet<string>,
  options: ReferenceOptions = {},
): readonly Fault[] {
  return [...check(catalogueOf(documents, files), options.locks ?? 'required')];
}

function* check(catalogue: Catalogue, locks: 'required' | 'optional'): Generator<Fault> {
  if (catalogue.project) {
    yield* checkProject(catalogue.project);
    yield* checkEnvironmentRules(catalogue.project, catalogue);
  } else
    yield {
      rule: 'file.project',
      message: 'there is no aval.yaml',
      hint: 'To start: aval init',
      location: locationOf('aval.yaml', '', 0, 0),
    };
  yield* checkEntities(catalogue);
  for (const source of catalogue.source.values()) {
    const faults = [...checkSource(source, catalogue.files)];
    yield* faults;
    if (locks === 'required' && faults.length === 0)
      yield* checkLockPresence(source, catalogue.lock.get(source.value.name));
  }
  for (const lock of catalogue.lock.values()) yield* checkSourceLock(lock, catalogue);
  for (const view of catalogue.view.values()) yield* checkFeatureView(view, catalogue);
  for (const model of catalogue.model.values()) yield* checkModel(model, catalogue);
  for (const gates of catalogue.gates.values()) yield* checkGates(gates, catalogue);
  for (const deployment of catalogue.deployments) yield* checkDeployment(deployment, catalogue);
}

function* checkEntities({ entities, entity }: Catalogue): Generator<Fault> {
  for (const document of entities) {
    const { name, keys } = document.value;
    if (entity.get(name) !== document)
      yield faultAt(document, ['name'], 'entity.duplicate', `a second entity "${name}"`, 'Names are unique.');
    for (const [i, key] of keys.entries()) {
      if (keys.indexOf(key) !== i)
        yield faultAt(document, ['keys', i], 'entity.keys', `the key "${key}" a second time`);
    }
  }
}
