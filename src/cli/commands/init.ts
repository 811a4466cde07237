import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AvalError } from '../../core/errors.ts';
import { appOf, withApp } from '../../core/onboarding/app-line.ts';
import { forDefaultBranch } from '../../core/onboarding/workflow-file.ts';
import { ensureRepository, openRepository, repositoryRoot } from '../../engines/git/repository.ts';
import { absent } from '../../engines/store/absent.ts';
import { type RepositoryFile, templateFiles } from '../../engines/template-files.ts';
import type { Invocation, Run } from '../command.ts';
import { appOptions } from './init/app-options.ts';
import { initText, type Made } from './init/told.ts';
import { writeFiles } from './init/write-files.ts';

/** Files that a repository needs before it has any model. */
const bareFiles = new Set(['aval.yaml', '.gitignore']);

/**
 * `aval init [folder] [--bare | --github] [--app <slug>] [--app-id <number>]`: copies the template, or of it only what GitHub reads. A file
 * that is there already stays, unless it differs: then nothing is written.
 */
export const run: Run = async (invocation, context) => {
  const target = resolve(context.folder, invocation.arguments[0] ?? '.');
  const scope = scopeOf(invocation);
  const app = appOptions(invocation);
  const branch = await branchOf(await ownRoot(target));
  const project = scope === 'github' ? await namedApp(target, app.slug) : undefined;
  const template = (await templateFiles()).filter(({ path }) => isWanted(path, scope));
  const all = [...template.map((file) => adapted(file, app.slug, branch)), ...app.rulesets];
  const { files, kept } = await writeFiles(target, all);
  if (project !== undefined) await writeFile(join(target, project.path), project.bytes);
  const created = await ensureRepository(target);
  const appNamed = appOf(await readFile(join(target, 'aval.yaml'), 'utf8')) !== undefined;
  const paths = project === undefined ? files : [...files, project.path];
  const made: Made = {
    folder: context.folder,
    target,
    files: paths,
    kept,
    created,
    scope,
    appNamed,
    rulesets: app.rulesets.length > 0,
  };
  return {
    outcome: 'ok',
    data: { folder: target, files: paths, kept, repository: created ? 'created' : 'kept' },
    text: (paint) => initText(made, paint),
  };
};

function scopeOf({ options }: Invocation): Made['scope'] {
  if (options['github'] !== true) return options['bare'] === true ? 'bare' : 'everything';
  if (options['bare'] !== true) return 'github';
  throw new AvalError('usage', {
    rule: 'init.scope',
    message: '--bare and --github do not go together',
    hint: '--bare starts a repository; --github adds to one what GitHub needs.',
  });
}

function isWanted(path: string, scope: Made['scope']): boolean {
  if (scope === 'everything' || path.startsWith('.github/')) return true;
  return scope === 'bare' && bareFiles.has(path);
}

/** A file of the template for this App and this default branch. */
function adapted(file: RepositoryFile, slug: string | undefined, branch: string): RepositoryFile {
  const edit = (change: (text: string) => string): RepositoryFile => ({
    path: file.path,
    bytes: Buffer.from(change(Buffer.from(file.bytes).toString('utf8'))),
  });
  if (file.path.startsWith('.github/workflows/')) return edit((text) => forDefaultBranch(text, branch));
  return file.path === 'aval.yaml' && slug !== undefined ? edit((text) => withApp(text, slug)) : file;
}

/** The repository's own aval.yaml with the App's name; undefined when there is nothing to change in it. */
async function namedApp(target: string, slug: string | undefined): Promise<RepositoryFile | undefined> {
  const standing = await readFile(join(target, 'aval.yaml')).catch(absent);
  if (standing === undefined)
    throw new AvalError('usage', {
      rule: 'init.project',
      message: `there is no aval.yaml in ${target}`,
      hint: 'To start: aval init, without --github. Nothing was written.',
    });
  const text = standing.toString('utf8');
  const named = slug === undefined ? text : withApp(text, slug);
  return named === text ? undefined : { path: 'aval.yaml', bytes: Buffer.from(named) };
}

/** The repository that the target is, if it is one. Definitions are read from a root: a copy below it would never be read. */
async function ownRoot(target: string): Promise<string | undefined> {
  const root = await repositoryRoot(target);
  if (root === undefined || root === (await realpath(target).catch(absent))) return root;
  throw new AvalError('usage', {
    rule: 'init.inside',
    message: `${target} lies inside the git repository ${root}, and definitions are read from its root`,
    hint: `Run aval init in ${root}, or choose a folder outside of it. Nothing was written.`,
  });
}

/** The branch that changes land on; a new repository gets `main`. */
async function branchOf(root: string | undefined): Promise<string> {
  const repository = root === undefined ? undefined : await openRepository(root);
  return (await repository?.mainBranch())?.local ?? (await repository?.currentBranch()) ?? 'main';
}
