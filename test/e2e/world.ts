import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getOctokit } from '@actions/github';
import { startSandbox } from '../../sandbox/index.ts';
import { runActions } from '../../sandbox/run-actions.ts';
import type { User } from '../../sandbox/state/people.ts';
import { parseDigest } from '../../src/core/digest.ts';
import { openWorkspace } from '../../src/engines/workspace/workspace.ts';
import { aval, edit, templateRepository } from '../cli/aval.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { releasePackage } from '../github/release-package.ts';

const root = path.join(import.meta.dirname, '../..');
const uses = /^aval-ml\/aval\/(actions\/[a-z]+)@0{39}1$/;

export interface WorldOptions {
  /** Of the template's workflows, those that run; all others are taken away. */
  readonly workflows: readonly string[];
  /** What else is different before the first push. */
  readonly prepare?: (clone: TemporaryRepository) => void;
}

/** A GitHub with a repository as `aval init` makes it, the built actions behind its workflows, and people around it. */
export async function startWorld({ workflows, prepare }: WorldOptions) {
  const folder = await mkdtemp(path.join(tmpdir(), 'aval-e2e-'));
  const sandbox = await startSandbox({ folder });
  const reports: string[] = [];
  const runner = runActions(sandbox, {
    folder: path.join(folder, 'runner'),
    resolveAction: (reference) => {
      const action = uses.exec(reference)?.[1];
      if (action === undefined) throw new Error(`nobody serves ${reference}`);
      return path.join(root, action);
    },
    report: (message) => reports.push(message),
  });
  const [owner, writer, stranger] = ['olivia', 'walter', 'sam'].map((login) => sandbox.user(login));
  if (!owner || !writer || !stranger) throw new RangeError('three people');
  const repository = await sandbox.addRepository({ owner, name: 'models', empty: true });
  sandbox.collaborate(repository, writer, 'write');
  const clone = await templateRepository();
  for (const name of readdirSync(path.join(clone.root, '.github/workflows')))
    if (!workflows.includes(name)) clone.remove(`.github/workflows/${name}`);
  prepare?.(clone);
  clone.commit('Run aval on GitHub');
  const address = (user: User, name: string): string =>
    `${sandbox.url.replace('//', `//x-access-token:${sandbox.tokenFor(user)}@`)}/${name}.git`;
  // The sandbox answers from this process: a push must not block it.
  const pushTo = async (user: User, name: string, branch: string): Promise<void> => {
    await promisify(execFile)('git', ['push', '--quiet', address(user, name), branch], { cwd: clone.root });
  };
  await pushTo(owner, repository.fullName, 'main');
  return {
    sandbox,
    runner,
    reports,
    repository,
    clone,
    people: { owner, writer, stranger },
    as: (user: User) => getOctokit(sandbox.tokenFor(user), { baseUrl: sandbox.apiUrl }),
    /** Pushes a branch with one replacement in one file, made on main. */
    async push(
      user: User,
      branch: string,
      change: readonly [file: string, from: string, to: string],
      name = repository.fullName,
    ) {
      clone.git('switch', '--quiet', '--create', branch, 'main');
      edit(clone, ...change);
      clone.commit(`Change ${change[0]}`);
      await pushTo(user, name, branch);
      clone.git('switch', '--quiet', 'main');
    },
    /** Publishes credit-risk 1.0.0 from main as a release, and lets production run it. */
    async release() {
      for (const step of ['publish credit-risk', 'promote credit-risk', 'promote credit-risk --to production']) {
        const { code, stderr } = await aval(clone.root, step.split(' '));
        if (code !== 0) throw new Error(stderr);
      }
      clone.commit('Run 1.0.0');
      const { store, head } = await openWorkspace(clone.root);
      const running = head.definitions.deployments.get('production/credit-risk');
      const item = await store.get(parseDigest(running?.digest ?? '', 'production'));
      if (item === undefined) throw new Error('what was published is not there');
      for (const ref of ['main', 'credit-risk@v1.0.0']) await pushTo(owner, repository.fullName, ref);
      await releasePackage(
        getOctokit(sandbox.tokenFor(owner), { baseUrl: sandbox.apiUrl }),
        { owner: 'olivia', repo: 'models' },
        'credit-risk@v1.0.0',
        item,
      );
    },
    async settle() {
      await sandbox.idle();
      await runner.idle();
      await sandbox.idle();
    },
    async [Symbol.asyncDispose]() {
      await runner.close();
      await sandbox.close();
      clone[Symbol.dispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
