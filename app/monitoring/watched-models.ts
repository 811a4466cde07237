import type { ReportedModel } from '../../src/core/monitoring-report/report.ts';
import { deploymentOn } from '../definitions.ts';
import type { Landed, LandedModel } from '../landed/observe.ts';
import type { AppRepository } from '../repository.ts';
import { newestReport } from './newest-report.ts';

/** A model with the newest report on what it runs. */
export interface WatchedModel {
  readonly landed: LandedModel;
  readonly reported: ReportedModel;
}

/** What the newest report says of models that the default branch defines and of the packages that run now; anything else in it is not looked at. */
export async function watchedModels(repository: AppRepository, landed: Landed): Promise<readonly WatchedModel[]> {
  const report = await newestReport(repository, landed);
  if (report === undefined) return [];
  const defined = new Map(landed.models.map((model) => [model.resolved.model.name, model]));
  const environment = landed.project.environments.at(-1)?.name ?? '';
  const watched: WatchedModel[] = [];
  const ignored: string[] = [];
  for (const reported of report.models) {
    const model = defined.get(reported.model);
    const running = model && (await deploymentOn(landed.side, environment, reported.model));
    if (model !== undefined && running?.digest === reported.package) watched.push({ landed: model, reported });
    else ignored.push(reported.model);
  }
  const [first] = ignored;
  if (first !== undefined) repository.context.log('monitoring.ignored', { models: ignored.length, first });
  return watched;
}
