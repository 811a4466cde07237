import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { AvalError } from '../src/core/errors.ts';
import type { Toolkit } from './toolkit.ts';

const timeLimit = 5 * 60_000;

/**
 * Sees that what no bundle can hold (DuckDB, WebAssembly runtimes) is there: a release carries its lockfile beside the built code, and it is
 * installed by that when a step first needs it. No script of a package runs. Throws `platform` when npm can't.
 */
export async function ensureNatives(toolkit: Toolkit): Promise<void> {
  if (isThere('@duckdb/node-api')) return;
  const folder = new URL('..', import.meta.url);
  toolkit.log('installing DuckDB and the WebAssembly runtimes from their lockfile');
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: timeLimit,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return;
  throw new AvalError('platform', {
    rule: 'action.natives',
    message: `npm could not install what evaluating needs: ${complaint.trim() || `it ended with ${code}`}`,
    hint: 'Does the runner reach the npm registry?',
  });
}

function isThere(module: string): boolean {
  try {
    createRequire(import.meta.url).resolve(module);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}
