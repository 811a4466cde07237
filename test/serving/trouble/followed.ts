import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf, parseDigest } from '../../../src/core/digest.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { releasePackage } from '../../github/release-package.ts';
import { cloneWith, git, makeWorld } from '../../sandbox/world.ts';
import { smallPackage } from '../small-package.ts';

const versions = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'] as const;
export type Version = (typeof versions)[number];

/** A sandbox with a repository that has released versions of a model that score differently; its environment runs what `promote` says. */
export async function makeFollowed() {
  const world = await makeWorld();
  const { sandbox, where, owner, reader } = world;
  const clone = await cloneWith(world, sandbox.tokenFor(owner));
  const packages = new Map<Version, Package>();
  for (const [seed, version] of versions.entries()) {
    const item = await smallPackage(seed);
    packages.set(version, item);
    const message = join(world.folder, 'message');
    await writeFile(message, record(version, item));
    await git(clone, 'tag', '--annotate', '--cleanup=verbatim', '--file', message, `small@v${version}`);
  }
  await git(clone, 'push', '--quiet', 'origin', '--tags');
  for (const [version, item] of packages) await releasePackage(world.as(owner), where, `small@v${version}`, item);
  const project = 'apiVersion: aval/v1\nkind: Project\nname: credit\nenvironments:\n  - name: production\n';
  const place = 'environments/production/small.yaml';
  /** Has the environment run this version, as a merge of its promotion does. */
  const promote = async (version: Version): Promise<void> => {
    const deployment = `apiVersion: aval/v1\nkind: Deployment\nmodel: small\nversion: ${version}\n`;
    await mkdir(dirname(join(clone, place)), { recursive: true });
    await writeFile(join(clone, 'aval.yaml'), project);
    await writeFile(join(clone, place), `${deployment}digest: ${packages.get(version)?.digest}\n`);
    await git(clone, 'add', '--all');
    await git(clone, 'commit', '--quiet', '-m', `Run ${version}`);
    await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  };
  await promote('1.0.0');
  return { ...world, promote, newToken: () => sandbox.tokenFor(reader) };
}

export type Followed = Awaited<ReturnType<typeof makeFollowed>>;

function record(version: Version, item: Package): string {
  const nothing = digestOf('not looked at');
  const definition = parseDigest(item.manifest.definition, 'manifest.json');
  return formatReleaseRecord({
    subject: version,
    package: item.digest,
    definition,
    recipe: nothing,
    evidence: nothing,
  });
}
