import { type MonitoringReport, mostReportBytes, type ReportedModel, reportBytes } from './report.ts';

/** A model's part of a report, and how many of its newest windows decide. */
export interface ReportPart extends ReportedModel {
  readonly decisive: number;
}

export interface FittedReport {
  readonly report: MonitoringReport;
  /** Models that did not fit. */
  readonly leftOut: readonly string[];
}

/** Windows before those that decide, for the course over time... */
export const longestCourse = 7;
/** ...fewer where there is no room. */
const courses = [longestCourse, 3, 0] as const;

/** The report of these models that is small enough: the course over time goes first, then models, those without new locks before the others. */
export function fitReport(commit: string, parts: readonly ReportPart[], most = mostReportBytes): FittedReport {
  const reportOf = (chosen: readonly ReportPart[], course: number): MonitoringReport => ({
    format: 'aval/monitoring-report/v1',
    commit,
    models: chosen.map(({ decisive, windows, ...rest }) => ({ ...rest, windows: windows.slice(-(decisive + course)) })),
  });
  for (const course of courses) {
    const report = reportOf(parts, course);
    if (reportBytes(report).length <= most) return { report, leftOut: [] };
  }
  const chosen: ReportPart[] = [];
  let bytes = reportBytes(reportOf([], 0)).length;
  for (const part of parts.toSorted((a, b) => Number(b.locks.length > 0) - Number(a.locks.length > 0))) {
    const more = reportBytes(reportOf([part], 0)).length;
    if (bytes + more > most) continue;
    bytes += more;
    chosen.push(part);
  }
  const leftOut = parts.filter((part) => !chosen.includes(part)).map(({ model }) => model);
  return {
    report: reportOf(
      parts.filter((part) => chosen.includes(part)),
      0,
    ),
    leftOut,
  };
}
