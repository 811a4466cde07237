import { join } from 'node:path';
import { openRepository, type Repository } from '../engines/git/repository.ts';
import { repositoryAt } from '../engines/git/repository-at.ts';
import { githubClient } from '../github/client.ts';
import type { ReadDesired } from './desired/desired.ts';
import { followGitHub } from './desired/github.ts';
import { followLocal } from './desired/local.ts';
import type { Look } from './follow.ts';
import type { LogEvent } from './log/log-event.ts';
import { openPlace } from './log/open-place.ts';
import { ProjectLog } from './log/project-log.ts';
import { LookTeller } from './look-teller.ts';
import { onlineLine } from './online/online-event.ts';
import { openOnline } from './online/open-online.ts';
import type { ReportTo } from './post-report.ts';
import type { FollowedRepository, ServeSettings } from './settings.ts';
import { startServing } from './start-serving.ts';
import { failedLine, logLine, reportLine } from './told.ts';

/** Answers predictions by what git says an environment must run, until the signal; `note` takes what a person reads. Throws `usage`, `config`. */
export async function serve(settings: ServeSettings, note: (line: string) => void, signal: AbortSignal): Promise<void> {
  const { environment, host, port, interval, serverVersion } = settings;
  const looks = new LookTeller();
  const told = {
    listening: (at: { readonly host: string; readonly port: number }) =>
      note(`${environment}: http://${at.host}:${at.port}/v2`),
    looked: (look: Look) => looks.lines(look).forEach(note),
    failed: (error: unknown) => note(failedLine(error)),
    reported: (fault: string | undefined) => note(reportLine(fault)),
  };
  const log = logOf(settings, note);
  const read = recordedBy(log, settings, await readerOf(settings));
  const reportTo = reportToOf(settings);
  await using opened = await openOnline(settings, await repositoryOf(settings), (event) => note(onlineLine(event)));
  const { online } = opened;
  const parts = { host, port, interval, serverVersion, read, told, log, online };
  await startServing({ ...parts, ...(reportTo && { reportTo }) }, signal);
}

/** What says which version an environment must run: a branch on GitHub, or what is committed in the folder. */
function readerOf({ github, folder, environment, cacheFolder }: ServeSettings): Promise<ReadDesired> {
  if (github === undefined) return followLocal(folder, environment);
  const { where, branch, apiUrl, token } = github;
  const address = `${serverOf(apiUrl)}/${where.owner}/${where.repo}`;
  const client = (current: string) => githubClient(current, apiUrl);
  return followGitHub({ where, address, branch, environment }, client, token, copyOf(github, cacheFolder));
}

/** Where definitions and committed data are read: the repository here, or the copy of the one on GitHub. */
async function repositoryOf({ github, folder, cacheFolder }: ServeSettings): Promise<Repository> {
  return github === undefined ? openRepository(folder) : repositoryAt(copyOf(github, cacheFolder));
}

function copyOf({ where, apiUrl }: FollowedRepository, cacheFolder: string): string {
  return join(cacheFolder, 'serving', new URL(apiUrl).host, where.owner, where.repo);
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
