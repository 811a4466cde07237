import { html } from 'hono/html';
import type { Release } from '../../state/release.ts';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import { markdown } from '../markdown/markdown.ts';
import type { Html, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { person } from '../parts/person.ts';
import { size } from '../parts/size.ts';
import { time } from '../parts/time.ts';

/** The tag in a release's address; a draft has none yet. */
export const tagInPath = (release: Release): string => (release.draft ? `untagged-${release.id}` : release.tagName);

/** What the API calls the latest release. */
export const latestOf = (repository: Repository): Release | undefined =>
  [...repository.releases.values()].filter((one) => !one.draft && !one.prerelease && one.makeLatest !== 'false').at(-1);

function marks(repository: Repository, release: Release): Html[] {
  const { draft, prerelease, immutable } = release;
  return [
    ...(latestOf(repository) === release ? [html`<span class="tag fg-success">Latest</span> `] : []),
    ...(draft ? [html`<span class="tag fg-danger">Draft</span> `] : []),
    ...(prerelease ? [html`<span class="tag fg-attention">Pre-release</span> `] : []),
    ...(immutable
      ? [html`<span class="tag" title="Its tag and its assets can't change">${icon('lock')} Immutable</span> `]
      : []),
  ];
}

/** A release with its notes and assets; a draft is shown, as writers see it. */
export function releaseBox({ hub, repository }: PageCall, release: Release): Html {
  const { tagName, draft, author, publishedAt, createdAt, body } = release;
  const tag = draft ? html`${tagName}` : html`<a href="${pathTo(repository, 'tree', tagName)}">${tagName}</a>`;
  return html`<article class="box release">
<h2><a href="${pathTo(repository, 'releases', 'tag', tagInPath(release))}">${release.name || tagName}</a> ${marks(repository, release)}</h2>
<div class="content">
<p class="about"><span>${icon('tag')} ${tag}</span> <span>${person(author)} ${draft ? 'drafted' : 'released'} this ${time(publishedAt ?? createdAt)}</span></p>
${body ? markdown(body, { hub, repository }) : ''}
${assets(repository, release)}
</div>
</article>`;
}

function assets(repository: Repository, release: Release): Html {
  if (release.assets.length === 0) return html``;
  const rows = release.assets.map((asset) => {
    const name = asset.label || asset.name;
    const address = pathTo(repository, 'releases', 'download', release.tagName, asset.name);
    return html`<div class="row">${icon('package', 'muted')}
<span>${release.draft ? name : html`<a href="${address}">${name}</a>`}<br><small class="muted digest">${asset.digest}</small></span>
<span class="muted size">${size(asset.size)}</span></div>`;
  });
  return html`<details class="box" open><summary><strong>Assets</strong> <span class="count">${rows.length}</span></summary>${rows}</details>`;
}
