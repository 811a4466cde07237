import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { AvalError, type Fault } from '../../core/errors.ts';
import { ensureRepository, repositoryRoot } from '../../engines/git/repository.ts';
import { absent } from '../../engines/store/absent.ts';
import type { Run } from '../command.ts';
import { packageRoot } from '../package-root.ts';

/** Files that a repository needs before it has any model. */
const bareFiles = new Set(['aval.yaml', 'gitignore']);

/** `aval init [folder] [--bare]`: copies the template; a file that is there already stays, unless it differs: then nothing is written. */
export const run: Run = async (invocation, context) => {
  const target = resolve(context.folder, invocation.arguments[0] ?? '.');
  const template = join(packageRoot(), 'model-repo-template');
  const bare = invocation.options['bare'] === true;
  const all = (await readdir(template, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)))
    .filter((path) => !bare || bareFiles.has(path))
    .sort();
  await refuseInside(target);
  const copies = all.map((path) => ({
    from: join(template, path),
    to: join(target, dotted(path)),
    path: dotted(path),
  }));
  const own = await ownFiles(copies);
  const files = copies.filter(({ path }) => !own.includes(path));
  await refuseOverwriting(files);
  for (const file of files) {
    await mkdir(dirname(file.to), { recursive: true });
    await copyUnlessThere(file.from, file.to);
  }
  const created = await ensureRepository(target);
  const paths = files.map((file) => file.path);
  return {
    outcome: 'ok',
    data: { folder: target, files: paths, kept: own, repository: created ? 'created' : 'kept' },
    text: (paint) =>
      [
        `${paint('green', '✓')} ${files.length} files in ${relative(context.folder, target) || '.'}${created ? ', a new git repository' : ''}`,
        ...(own.length > 0
          ? [
              `  your own ${own.join(', ')} ${own.length === 1 ? 'stays' : 'stay'} as ${own.length === 1 ? 'it is' : 'they are'}`,
            ]
          : []),
        '',
        'Next:',
        ...(target === context.folder ? [] : [`  cd ${quoted(relative(context.folder, target))}`]),
        '  git add -A && git commit -m "Start with aval"',
        ...(bare ? ['  aval validate'] : ['  aval train', '  aval publish']),
      ].join('\n'),
  };
};

/** npm drops `.gitignore` from packages, so the template stores it without its dot. */
function dotted(path: string): string {
  return basename(path) === 'gitignore' ? join(dirname(path), '.gitignore') : path;
}

/** For a shell: in quotes where it needs them. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** Files that any repository may have already: they stay as they are, and aval does without its own. */
const ordinary = new Set(['.gitignore', 'README.md', 'CODEOWNERS']);

async function ownFiles(files: readonly { to: string; path: string }[]): Promise<string[]> {
  const own: string[] = [];
  for (const { to, path } of files) {
    if (ordinary.has(path) && (await readIfThere(to)) !== undefined) own.push(path);
  }
  return own.sort();
}

/** Definitions are read from the root of a repository: a copy below it would never be read. */
async function refuseInside(target: string): Promise<void> {
  const root = await repositoryRoot(target);
  if (root === undefined || root === (await realpath(target).catch(absent))) return;
  throw new AvalError('usage', {
    rule: 'init.inside',
    message: `${target} lies inside the git repository ${root}, and definitions are read from its root`,
    hint: `Run aval init in ${root}, or choose a folder outside of it. Nothing was written.`,
  });
}

async function refuseOverwriting(files: readonly { from: string; to: string; path: string }[]): Promise<void> {
  const faults: Fault[] = [];
  for (const { from, to, path } of files) {
    const there = await readIfThere(to);
    if (there !== undefined && !there.equals(await readFile(from))) {
      faults.push({
        rule: 'init.exists',
        message: `${path} exists and differs from the template`,
        hint: 'Move it away, or run aval init in another folder. Nothing was written.',
      });
    }
  }
  if (faults.length > 0) throw new AvalError('usage', faults);
}

function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(absent);
}

async function copyUnlessThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
