import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerEvent } from '../trigger/event.ts';
import type { Machine } from './machine.ts';

/** The folders of one job: an empty workspace, a temp folder, a home; gone when the job ends. */
export class Workspace {
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly toolCache: string;
  readonly eventPath: string;

  private constructor(root: string, repository: string) {
    const name = repository.split('/')[1] ?? repository;
    this.root = root;
    this.workspace = join(root, 'work', name, name);
    this.temp = join(root, 'work', '_temp');
    this.home = join(root, 'home');
    this.toolCache = join(root, 'tools');
    this.eventPath = join(this.temp, '_github_workflow', 'event.json');
  }

  static async create(event: RunnerEvent, machine: Machine): Promise<Workspace> {
    const folder = join(machine.options.folder, 'jobs');
    await mkdir(folder, { recursive: true });
    const made = new Workspace(await mkdtemp(join(folder, 'job-')), event.repository);
    const folders = [made.workspace, made.temp, made.home, made.toolCache, join(made.temp, '_github_workflow')];
    await Promise.all(folders.map((path) => mkdir(path, { recursive: true })));
    await writeFile(made.eventPath, JSON.stringify(event.payload, undefined, 2));
    await writeFile(join(made.home, '.gitconfig'), gitConfiguration(event.repository, machine));
    return made;
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Turns `GITHUB_SERVER_URL/owner/name`, which no name server knows, round to where the host serves it. */
function gitConfiguration(repository: string, machine: Machine): string {
  const url = machine.options.host.cloneUrl(repository);
  const end = url.lastIndexOf(repository);
  if (end <= 0) return '';
  return `[url "${url.slice(0, end)}"]\n\tinsteadOf = ${machine.serverUrl}/\n`;
}
