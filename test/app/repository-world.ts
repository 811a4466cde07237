import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Octokit } from '@octokit/rest';
import { AskedRuns } from '../../app/holdout/asked-runs.ts';
import type { Key } from '../../app/key.ts';
import { MonitoringRuns } from '../../app/monitoring/monitoring-runs.ts';
import type { AppRepository } from '../../app/repository.ts';
import { ServingReports } from '../../app/serving/serving-reports.ts';
import { openMirror } from '../../src/engines/git/mirror.ts';
import { type Installed, makeInstalled } from '../github/installed.ts';
import { cloneWith, git } from '../sandbox/world.ts';

export interface Told {
  readonly event: string;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** A repository as a reconciliation of the App sees it, on a sandbox; what it logs and enqueues is noted. */
export async function makeRepositoryWorld(...owner: Parameters<typeof makeInstalled>) {
  const installed = await makeInstalled(...owner);
  const { world, where } = { world: installed, where: installed.where };
  const logged: Told[] = [];
  const warned: Told[] = [];
  /** What the clock of every process shows, in milliseconds. */
  const time = { now: 0 };
  const enqueued: Key[] = [];
  let mirrors = 0;
  const { id: appId, bot } = installed.app;
  const key: Key = { installation: 1, ...where, subject: { kind: 'landed' } };
  /** The same repository as another process of the App would see it: with a mirror of its own. */
  const open = async (): Promise<AppRepository> => {
    const address = `${world.sandbox.url}/${where.owner}/${where.repo}.git`;
    const folder = join(world.folder, `mirror-${mirrors++}`);
    return {
      client: installed.client as Octokit,
      where,
      key,
      identity: { appId, slug: 'aval', bot: { login: bot.login, id: bot.id } },
      server: world.sandbox.url,
      mirror: await openMirror(folder, address, async () => installed.token),
      context: {
        client: installed.client as Octokit,
        token: async () => installed.token,
        signal: new AbortController().signal,
        log: (event, facts) => logged.push({ event, ...(facts && { facts }) }),
        warn: (event, facts) => warned.push({ event, ...(facts && { facts }) }),
        asked: new AskedRuns({ now: () => time.now }),
        reports: new ServingReports({ now: () => time.now }),
        enqueue: (one) => enqueued.push(one),
      },
      monitoringRuns: new MonitoringRuns(),
    };
  };
  return { ...installed, app: installed.app, logged, warned, time, enqueued, open };
}

export type RepositoryWorld = Awaited<ReturnType<typeof makeRepositoryWorld>>;

/** Commits files on a branch through a clone of the owner's; undefined removes one. Gives the commit. */
export async function commitFiles(
  world: Installed,
  branch: string,
  files: Readonly<Record<string, string | undefined>>,
  from = 'main',
): Promise<string> {
  const clone = await cloneWith({ ...world, repository: world.repo }, world.sandbox.tokenFor(world.owner));
  await git(clone, 'switch', '--quiet', '--force-create', branch, `origin/${from}`);
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) await git(clone, 'rm', '--quiet', path);
    else {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), text);
      await git(clone, 'add', path);
    }
  }
  await git(clone, 'commit', '--quiet', '--allow-empty', '-m', `Change ${Object.keys(files).join(' ')}`);
  await git(clone, 'push', '--quiet', '--force', 'origin', branch);
  return git(clone, 'rev-parse', 'HEAD');
}
