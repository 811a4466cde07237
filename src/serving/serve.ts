import { join } from 'node:path';
import { githubClient } from '../github/client.ts';
import type { ReadDesired } from './desired/desired.ts';
import { followGitHub } from './desired/github.ts';
import { followLocal } from './desired/local.ts';
import type { LogEvent } from './log/log-event.ts';
import { openPlace } from './log/open-place.ts';
import { ProjectLog } from './log/project-log.ts';
import type { ReportTo } from './post-report.ts';
import type { ServeSettings } from './settings.ts';
import { startServing } from './start-serving.ts';
import { failedLine, logLine, lookLines, reportLine } from './told.ts';

/** Answers predictions by what git says an environment must run, until the signal; `note` takes what a person reads. Throws `usage`, `config`. */
export async function serve(settings: ServeSettings, note: (line: string) => void, signal: AbortSignal): Promise<void> {
  const { environment, host, port, interval, serverVersion } = settings;
  const told = {
    listening: (at: { readonly host: string; readonly port: number }) =>
      note(`${environment}: http://${at.host}:${at.port}/v2`),
    looked: (look: Parameters<typeof lookLines>[0]) => lookLines(look).forEach(note),
    failed: (error: unknown) => note(failedLine(error)),
    reported: (fault: string | undefined) => note(reportLine(fault)),
  };
  const log = logOf(settings, note);
  const read = recordedBy(log, settings, await readerOf(settings));
  const reportTo = reportToOf(settings);
  await startServing({ host, port, interval, serverVersion, read, told, log, ...(reportTo && { reportTo }) }, signal);
}

/** What says which version an environment must run: a branch on GitHub, or what is committed in the folder. */
function readerOf({ github, folder, environment, cacheFolder }: ServeSettings): Promise<ReadDesired> {
  if (github === undefined) return followLocal(folder, environment);
  const { where, branch, apiUrl, token } = github;
  const address = `${serverOf(apiUrl)}/${where.owner}/${where.repo}`;
  const copy = join(cacheFolder, 'serving', new URL(apiUrl).host, where.owner, where.repo);
  return followGitHub({ where, address, branch, environment }, githubClient(token, apiUrl), token, copy);
}

function logOf({ folder, cacheFolder, s3 }: ServeSettings, note: (line: string) => void): ProjectLog {
  const told = (event: LogEvent) => note(logLine(event));
  return new ProjectLog(
    (address) => openPlace(address, { root: folder, cacheFolder: join(cacheFolder, 'serving'), s3, told }),
    note,
  );
}

/** A look at git opens the log before anything that it brings can answer. */
function recordedBy(log: ProjectLog, { predictions }: ServeSettings, read: ReadDesired): ReadDesired {
  return async () => {
    const desired = await read();
    await log.use(predictions ?? desired.predictions);
    return desired;
  };
}

function reportToOf({ github, environment }: ServeSettings): ReportTo | undefined {
  if (github?.report === undefined) return undefined;
  return { ...github.report, repository: `${github.where.owner}/${github.where.repo}`, environment };
}

/** Where git is, by where the API is: api.github.com is by itself, elsewhere the API is below the server's own address. */
function serverOf(apiUrl: string): string {
  return new URL(apiUrl).host === 'api.github.com' ? 'https://github.com' : apiUrl.replace(/\/api\/v3$/, '');
}
