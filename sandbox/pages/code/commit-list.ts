import { html } from 'hono/html';
import type { Commit } from '../../git/commits.ts';
import type { Repository } from '../../state/repository.ts';
import { pathTo } from '../addresses.ts';
import type { Html } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { commitLink } from '../parts/ref.ts';
import { time } from '../parts/time.ts';

export const commitList = (repository: Repository, commits: readonly Commit[]): Html =>
  html`<section class="box">${commits.map(
    (commit) =>
      html`<div class="row">${icon('git-commit', 'muted')}
<span><a class="title" href="${pathTo(repository, 'commit', commit.sha)}">${commit.message.split('\n')[0]}</a><br>
<small class="muted">${commit.author.name} committed ${time(commit.committer.date)}</small></span> ${commitLink(repository, commit.sha)}</div>`,
  )}</section>`;
