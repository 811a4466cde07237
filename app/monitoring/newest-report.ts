import { AvalError } from '../../src/core/errors.ts';
import {
  type MonitoringReport,
  parseMonitoringReport,
  reportArtifact,
  reportFile,
} from '../../src/core/monitoring-report/report.ts';
import { artifactOf } from '../../src/github/artifact.ts';
import { type FoundRun, runsOfWorkflow } from '../../src/github/workflow-runs.ts';
import type { Landed } from '../landed/observe.ts';
import type { AppRepository } from '../repository.ts';

const workflowFile = 'aval-monitor.yaml';
export const monitorWorkflow = `.github/workflows/${workflowFile}`;
/** How far back a commit is looked for: there is a run every day. */
const mostCommits = 1000;

/**
 * The newest report of the scheduled workflow, by the runs of the default branch alone. One call, and two for a run that was not seen before.
 * Undefined where there is none, or the newest is refused.
 */
export async function newestReport(repository: AppRepository, landed: Landed): Promise<MonitoringReport | undefined> {
  if (!landed.side.entries.has(monitorWorkflow)) return undefined;
  const { monitoringRuns } = repository;
  const runs = await runsOfWorkflow(repository, workflowFile, landed.defaultBranch);
  for (const run of runs.filter(isOurs)) {
    const known = monitoringRuns.of(repository.where, run);
    if (known !== undefined) return known.report;
    if (!(await ranAt(repository, landed, run.sha))) continue;
    return monitoringRuns.keep(repository.where, run, await readReport(repository, run)).report;
  }
  return undefined;
}

/**
 * A run of the default branch's own file. Who began it does not matter, unlike a holdout evaluation: nothing is spent, and whoever may press the button or
 * run it again can't change what runs. A pull request's run has another event, a fork's another repository.
 */
function isOurs({ path, event, repository, headRepository, finished, conclusion }: FoundRun): boolean {
  return (
    path.split('@', 1)[0] === monitorWorkflow &&
    (event === 'schedule' || event === 'workflow_dispatch') &&
    headRepository === repository &&
    finished &&
    conclusion === 'success'
  );
}

/** Whether the default branch was ever at a commit. The branch's name alone proves nothing: a tag of that name can be dispatched, too. */
async function ranAt({ mirror }: AppRepository, { commit }: Landed, sha: string): Promise<boolean> {
  const landed = await mirror.repository.changesOf([], commit, mostCommits);
  return landed.some((change) => change.commit === sha);
}

async function readReport(repository: AppRepository, run: FoundRun): Promise<MonitoringReport | undefined> {
  const { log } = repository.context;
  try {
    const bytes = (await artifactOf(repository, run.id, reportArtifact))?.get(reportFile);
    if (bytes === undefined) throw refused(`run ${run.id} left no ${reportFile}`);
    const report = parseMonitoringReport(bytes);
    if (report.commit !== run.sha) throw refused(`run ${run.id} reports on another commit than its own`);
    log('monitoring.report', { run: run.id, models: report.models.length });
    return report;
  } catch (error) {
    if (!(error instanceof AvalError) || error.class !== 'evidence') throw error;
    log('monitoring.refused', { run: run.id, rule: error.faults[0]?.rule ?? '' });
    return undefined;
  }
}

function refused(message: string): AvalError {
  return new AvalError('evidence', { rule: 'monitoringReport.run', message });
}
