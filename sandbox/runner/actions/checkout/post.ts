import { existsSync } from 'node:fs';
import { getState, setFailed } from '@actions/core';
import { git } from './git.ts';

async function forget(): Promise<void> {
  const folder = getState('folder');
  if (folder === '' || !existsSync(folder)) return;
  const keys = (await git(folder, ['config', '--local', '--name-only', '--list'])).split('\n');
  const own = new Set(keys.filter((key) => /^http\..*\.extraheader$/.test(key)));
  for (const key of own) await git(folder, ['config', '--local', '--unset-all', key]);
}

await forget().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
