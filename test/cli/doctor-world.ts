import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appPermissions } from '../../src/core/onboarding/app-permissions.ts';
import { temporaryRepository } from '../engines/git/temporary-repository.ts';
import { addApp, commitFile, makeWorld, type Octokit } from '../sandbox/world.ts';
import { aval, type Ran } from './aval.ts';

export const where = { owner: 'olivia', repo: 'models' };

/**
 * A model repository on the sandbox as a person sets it up: `aval init` with the App, a push, the rulesets imported through the API as
 * GitHub's page does it, immutable releases on. And `aval doctor` over it, with somebody's token.
 */
export async function doctorWorld() {
  const world = await makeWorld();
  const app = addApp(world, 'aval-bot', appPermissions);
  using folder = temporaryRepository();
  await aval(folder.root, ['init', '--app', app.slug, '--app-id', String(app.id)]);
  const files = Object.fromEntries(
    readdirSync(folder.root, { recursive: true, withFileTypes: true })
      .map((entry) => ({ entry, file: join(entry.parentPath, entry.name) }))
      .filter(({ entry, file }) => entry.isFile() && !file.startsWith(join(folder.root, '.git/')))
      .map(({ file }) => [file.slice(folder.root.length + 1), readFileSync(file)]),
  );
  const repository = await world.sandbox.addRepository({ owner: world.owner, name: where.repo, files });
  world.sandbox.collaborate(repository, world.writer, 'write');
  const octokit: Octokit = world.as(world.owner);
  for (const [path, text] of Object.entries(files))
    if (path.startsWith('.github/rulesets/'))
      await octokit.request('POST /repos/{owner}/{repo}/rulesets', { ...where, ...JSON.parse(text.toString('utf8')) });
  await octokit.rest.repos.enableImmutableReleases(where);
  const doctor = (person = world.owner, ...args: string[]): Promise<Ran> =>
    aval(world.folder, ['doctor', '--repository', 'olivia/models', ...args], {
      GITHUB_TOKEN: world.sandbox.tokenFor(person),
      GITHUB_API_URL: world.sandbox.apiUrl,
    });
  return { ...world, app, repository, octokit, doctor, commit: commitFile };
}

export type DoctorWorld = Awaited<ReturnType<typeof doctorWorld>>;
