import type { ServingReport } from '../../src/core/serving-report/report.ts';
import type { InstalledRepositories } from '../github/installed-repositories.ts';
import type { Metrics } from '../metrics.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { ServingReports } from './serving-reports.ts';

/** Takes a report whose signature was checked. `unknown`: of a repository that the App is not installed on. Throws where GitHub can't be asked. */
export type ReportIntake = (report: ServingReport) => Promise<'news' | 'known' | 'unknown'>;

export interface ReportIntakeParts {
  readonly queue: Pick<KeyedQueue, 'add'>;
  readonly repositories: Pick<InstalledRepositories, 'find'>;
  readonly reports: Pick<ServingReports, 'take'>;
  readonly metrics: Pick<Metrics, 'reported'>;
}

/** Keeps reports, and has what landed looked at where one tells anything new; one that doesn't costs nothing. */
export function createReportIntake({ queue, repositories, reports, metrics }: ReportIntakeParts): ReportIntake {
  return async (report) => {
    const repository = await repositories.find(report.repository);
    if (repository === undefined) return 'unknown';
    const told = reports.take(repository, report) ? 'news' : 'known';
    metrics.reported(told);
    if (told === 'news') queue.add({ ...repository, subject: { kind: 'landed' } });
    return told;
  };
}
