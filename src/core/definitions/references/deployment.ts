import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { suggestion } from '../nearest.ts';
import { placeOf } from '../place.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt, unknownName } from './fault-at.ts';

/** A deployment names a model that exists and lies in the folder of a declared environment. */
export function* checkDeployment(deployment: DocumentOf<'Deployment'>, catalogue: Catalogue): Generator<Fault> {
  const { model } = deployment.value;
  if (!catalogue.model.has(model)) yield unknownName(deployment, ['model'], 'model', model, catalogue.model.keys());
  const environment = placeOf(deployment.path)?.environment;
  const declared = catalogue.project?.value.environments.map(({ name }) => name);
  if (environment === undefined || declared === undefined || declared.includes(environment)) return;
  const message = `the folder names an environment, "${environment}", that aval.yaml does not declare`;
  yield faultAt(deployment, [], 'reference.environment', message, suggestion(environment, declared));
}
