import type { ServingReport } from '../../src/core/serving-report/report.ts';
import type { InstalledRepositories } from '../github/installed-repositories.ts';
import type { Metrics } from '../metrics.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { ServingReports, Taken } from './serving-reports.ts';
import type { Silence } from './silence.ts';

/** Takes a report whose signature was checked. `unknown`: of a repository that the App is not installed on. Throws where GitHub can't be asked. */
export type ReportIntake = (report: ServingReport) => Promise<Taken | 'unknown'>;

export interface ReportIntakeParts {
  readonly queue: Pick<KeyedQueue, 'add'>;
  readonly repositories: Pick<InstalledRepositories, 'find'>;
  readonly reports: Pick<ServingReports, 'take'>;
  readonly silence: Pick<Silence, 'watch'>;
  readonly metrics: Pick<Metrics, 'reported'>;
}

/** Keeps reports, and has what landed looked at where one tells anything new, or where a server falls silent; one that doesn't costs nothing. */
export function createReportIntake({
  queue,
  repositories,
  reports,
  silence,
  metrics,
}: ReportIntakeParts): ReportIntake {
  return async (report) => {
    const repository = await repositories.find(report.repository);
    if (repository === undefined) return 'unknown';
    const taken = reports.take(repository, report);
    if (taken === 'late') return taken;
    metrics.reported(taken);
    const look = () => queue.add({ ...repository, subject: { kind: 'landed' } });
    silence.watch(repository, look);
    if (taken === 'news') look();
    return taken;
  };
}
