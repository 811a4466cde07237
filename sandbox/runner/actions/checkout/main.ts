import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { getBooleanInput, getInput, info, saveState, setFailed, setOutput, setSecret } from '@actions/core';
import { credentialKeys, git } from './git.ts';
import { planFetch } from './plan-fetch.ts';

async function checkout(): Promise<void> {
  const workspace = process.env['GITHUB_WORKSPACE'] ?? '.';
  const folder = resolve(workspace, getInput('path') || '.');
  if (relative(workspace, folder).startsWith('..'))
    throw new Error(`Repository path '${folder}' is not under '${workspace}'`);
  const serverUrl = process.env['GITHUB_SERVER_URL'] ?? '';
  const repository = getInput('repository');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  info(`Syncing repository: ${repository}`);
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await git(folder, ['remote', 'add', 'origin', `${serverUrl}/${repository}`]);

  const token = getInput('token');
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  if (token) setSecret(header.replace('AUTHORIZATION: basic ', ''));
  const keys = token ? await credentialKeys(folder, serverUrl) : [];
  const credentials = Object.fromEntries(keys.map((key) => [key, header]));

  const depth = Number(getInput('fetch-depth'));
  if (!Number.isInteger(depth) || depth < 0)
    throw new Error(`fetch-depth: expected 0 or more, found ${getInput('fetch-depth')}`);
  const plan = await planFetch(folder, getInput('ref'), repository, credentials);
  const all = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  const tags = getBooleanInput('fetch-tags') || depth === 0 ? '--tags' : '--no-tags';
  const limit = depth === 0 ? [] : [`--depth=${depth}`];
  // A branch is among "all", at its newest commit; held at an older one it is fetched after that, because git writes no ref twice.
  const fetches = depth > 0 ? [[plan.spec]] : plan.branch ? [all, [plan.spec]] : [[...all, plan.spec]];
  for (const specs of fetches)
    await git(folder, ['fetch', '--quiet', '--prune', tags, ...limit, 'origin', ...specs], credentials);
  const target = plan.branch ? ['-B', plan.branch, plan.start] : ['--detach', plan.start];
  await git(folder, ['checkout', '--quiet', '--force', ...target]);
  setOutput('ref', plan.ref);
  setOutput('commit', await git(folder, ['rev-parse', 'HEAD']));
  if (getBooleanInput('persist-credentials') && token) {
    for (const key of keys) await git(folder, ['config', '--local', key, header]);
    saveState('folder', folder);
  }
}

await checkout().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
