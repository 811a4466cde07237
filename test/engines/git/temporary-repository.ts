import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A real repository in a temporary folder, with an identity of its own and the branch `main`. */
export interface TemporaryRepository extends Disposable {
  readonly root: string;
  git(...args: string[]): string;
  write(files: Record<string, string | Uint8Array>): void;
  remove(file: string): void;
  /** Commits everything and returns the sha. */
  commit(message: string): string;
}

export function temporaryRepository(): TemporaryRepository {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'aval-test-')));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.org');
  return {
    root,
    git,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        writeFileSync(path.join(root, name), content);
      }
    },
    remove: (file) => rmSync(path.join(root, file), { recursive: true }),
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
