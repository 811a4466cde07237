import { html } from 'hono/html';
import { pathTo } from '../addresses.ts';
import type { PageCall, Shown } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { redirect } from '../redirect.ts';
import { latestOf, releaseBox, tagInPath } from './release-box.ts';

export function releasesPage(call: PageCall): Shown {
  const releases = [...call.repository.releases.values()].reverse();
  const shown =
    releases.length === 0 ? empty('No releases yet.') : releases.map((release) => releaseBox(call, release));
  return { title: 'Releases', tab: 'releases', body: html`<h1>Releases</h1>${shown}` };
}

export function releasePage(call: PageCall): Shown {
  const tag = call.param('tag');
  const release = [...call.repository.releases.values()].find((one) => tagInPath(one) === tag);
  if (release === undefined) return undefined;
  return { title: `Release ${release.name || release.tagName}`, tab: 'releases', body: releaseBox(call, release) };
}

export function latestReleasePage({ repository }: PageCall): Shown {
  const latest = latestOf(repository);
  if (latest === undefined) return undefined;
  return redirect(pathTo(repository, 'releases', 'tag', latest.tagName));
}
