import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { botUserId } from '../../src/github/bot-user.ts';
import { githubClient } from '../../src/github/client.ts';

test('an App has a user of its own; a person and nobody are no App', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aval-bot-'));
  const sandbox = await startSandbox({ folder });
  try {
    const owner = sandbox.user('olivia');
    const app = sandbox.addApp({ slug: 'aval-guard', owner, permissions: {}, events: [] });
    const client = githubClient(sandbox.tokenFor(owner), sandbox.apiUrl);
    expect(await botUserId(client, 'aval-guard')).toBe(app.bot.id);
    expect(await botUserId(client, 'aval-gard')).toBeUndefined();
    expect(sandbox.violations).toEqual([]);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
});
